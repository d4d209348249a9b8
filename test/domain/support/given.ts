import type { TechnicianFact } from '../../../domain/order/command.ts';
import type { OrderGiven } from '../../../domain/order/details.ts';
import type { LocationType, PolicyPack } from '../../../domain/policy/pack.ts';
import { loadPolicies } from '../../../policies/registry.ts';

const policies = loadPolicies();

export type Marketplace = 'US' | 'UK' | 'IN';

export const ZONES = { US: 'America/Los_Angeles', UK: 'Europe/London', IN: 'Asia/Kolkata' } as const;
const CURRENCIES = { US: 'USD', UK: 'GBP', IN: 'INR' } as const;
const LOCALES = { US: 'en-US', UK: 'en-GB', IN: 'en-IN' } as const;

/** When every order of these tests is created. */
export const CREATED_AT = Date.parse('2027-01-10T10:00:00Z');
/** The first appointment: Friday, 10:00 in Los Angeles. */
export const STARTS_AT = Date.parse('2027-01-15T18:00:00Z');

/** @throws where the pack is not published */
export function packOf(marketplace: Marketplace): PolicyPack {
  const pack = policies.forMarketplace(marketplace, CREATED_AT);
  if (!pack) throw new Error(`no pack for ${marketplace}`);
  return pack;
}

export interface GivenOptions {
  readonly marketplace?: Marketplace;
  readonly locationType?: LocationType;
  readonly timeZone?: string;
  /** Null: the order is created without an appointment. */
  readonly startsAt?: number | null;
  readonly durationInMinutes?: number;
  readonly sandbox?: boolean;
}

export function givenOrder({
  marketplace = 'US',
  locationType = marketplace === 'IN' ? 'ONLINE' : 'IN_HOME',
  timeZone = ZONES[marketplace],
  startsAt = STARTS_AT,
  durationInMinutes = 120,
  sandbox = false,
}: GivenOptions = {}): OrderGiven {
  return {
    orderId: 'so-1',
    marketplaceId: marketplace,
    sellerId: 'seller-1',
    visitKind: 'SERVICE',
    scopeOfWork: {
      title: 'TV wall mount',
      requiredSkills: ['TV_MOUNTING'],
      items: [
        { itemId: 'mount', description: 'Mount the TV on the wall' },
        { itemId: 'wire', description: 'Hide the wires' },
      ],
    },
    serviceLocation: { type: locationType, timeZone },
    customer: { customerId: 'cust-1', name: 'Dana Reyes', locale: LOCALES[marketplace] },
    providerId: 'prov-1',
    price: { amountMinor: 12900, currency: CURRENCIES[marketplace] },
    ...(startsAt === null ? {} : { appointment: { startTime: new Date(startsAt).toISOString(), durationInMinutes } }),
    sandbox,
  };
}

/** A technician who may do the work of `givenOrder` until the day named, that day included. */
export function clearedTechnician(technicianId: string, validUntil = '2029-12-31'): TechnicianFact {
  return {
    technicianId,
    known: true,
    backgroundCheck: { status: 'CLEAR', validUntil },
    licences: [{ skill: 'TV_MOUNTING', validUntil }],
  };
}
