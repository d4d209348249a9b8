// A service job as Amazon's Selling Partner API has it, Services v1: only what is read or written here. Nothing in it is
// required there, so nothing is here. Source: amzn/selling-partner-api-models, models/services-api-model/services.json.

export type ServiceJobStatus =
  | 'NOT_SERVICED'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'PENDING_SCHEDULE'
  | 'NOT_FULFILLABLE'
  /** The provider cannot serve the time that the customer preferred; not a defect hold. */
  | 'HOLD'
  | 'PAYMENT_DECLINED';

export interface JobAppointmentTime {
  readonly startTime: string;
  readonly durationInMinutes: number;
}

interface JobTechnician {
  readonly technicianId?: string | undefined;
  readonly name?: string | undefined;
}

/** Proof of appointment. */
interface Poa {
  readonly appointmentTime?: JobAppointmentTime | undefined;
  readonly technicians?: readonly JobTechnician[] | undefined;
  readonly uploadingTechnician?: string | undefined;
  readonly uploadTime?: string | undefined;
  readonly poaType?: 'NO_SIGNATURE_DUMMY_POS' | 'CUSTOMER_SIGNATURE' | 'DUMMY_RECEIPT' | 'POA_RECEIPT' | undefined;
}

export interface JobAppointment {
  readonly appointmentId?: string | undefined;
  readonly appointmentStatus?: 'ACTIVE' | 'CANCELLED' | 'COMPLETED' | undefined;
  readonly appointmentTime?: JobAppointmentTime | undefined;
  readonly assignedTechnicians?: readonly JobTechnician[] | undefined;
  /** The appointment that took this one's place. */
  readonly rescheduledAppointmentId?: string | undefined;
  readonly poa?: Poa | undefined;
}

interface AssociatedItem {
  readonly asin?: string | undefined;
  readonly title?: string | undefined;
  readonly quantity?: number | undefined;
  readonly itemStatus?: 'ACTIVE' | 'CANCELLED' | 'SHIPPED' | 'DELIVERED' | undefined;
}

export interface ServiceJob {
  readonly createTime?: string | undefined;
  readonly serviceJobId?: string | undefined;
  readonly serviceJobStatus?: ServiceJobStatus | undefined;
  readonly serviceOrderId?: string | undefined;
  readonly scopeOfWork?:
    | {
        readonly asin?: string | undefined;
        readonly title?: string | undefined;
        readonly quantity?: number | undefined;
        readonly requiredSkills?: readonly string[] | undefined;
      }
    | undefined;
  readonly seller?: { readonly sellerId?: string | undefined } | undefined;
  readonly serviceJobProvider?: { readonly serviceJobProviderId?: string | undefined } | undefined;
  readonly buyer?: { readonly buyerId?: string | undefined; readonly name?: string | undefined } | undefined;
  readonly marketplaceId?: string | undefined;
  readonly serviceLocation?:
    | {
        readonly serviceLocationType?: 'IN_HOME' | 'IN_STORE' | 'ONLINE' | undefined;
        readonly address?: Readonly<Record<string, unknown>> | undefined;
      }
    | undefined;
  readonly appointments?: readonly JobAppointment[] | undefined;
  readonly associatedItems?: readonly AssociatedItem[] | undefined;
  readonly payments?: readonly { readonly amount?: { readonly value: number; readonly currency: string } | undefined }[] | undefined;
}
