import type { Express } from 'express';
import type { Logger } from 'pino';
import type { ClaimLink } from '../channels/claim-link.ts';
import type { CommandService, OrderGateway } from '../commands/ports.ts';
import type { WorkflowDesk } from '../commands/temporal/workflow-desk.ts';
import type { PolicyRegistry } from '../policies/registry.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Store } from '../store/contract/store.ts';
import type { Meters } from '../telemetry/meters.ts';
import type { Authenticator } from './auth/auth.ts';
import type { Gate } from './auth/gate.ts';
import type { Cursors } from './cursors.ts';
import type { Limits } from './http/limits.ts';
import type { DocumentQuotas } from './quotas.ts';
import type { Readiness } from './readiness.ts';

/** All that the edge needs from the process around it. */
export interface AppDeps {
  readonly store: Store;
  readonly commands: CommandService;
  readonly gateway: Pick<OrderGateway, 'check'>;
  /** Where a workflow that stands still is looked at and started again. */
  readonly workflows: WorkflowDesk;
  readonly policies: PolicyRegistry;
  /** The bytes of documents. */
  readonly blobs: Blobs;
  /** What a signed link to the claim page says; null: it was not signed here. */
  readonly readClaimLink: (token: string) => ClaimLink | null;
  /** Signs the places in lists that clients hand back. */
  readonly cursors: Cursors;
  /** Kinds of credentials beside the development tokens: keys of systems, OIDC tokens of people. */
  readonly authenticators?: readonly Authenticator[];
  /** Accept `dev-<role>[:<subject>]`: only where the address is loopback. */
  readonly developmentTokens: boolean;
  /** Absent: none. */
  readonly limits?: Limits;
  /** How many documents there may be; absent: as many as come. */
  readonly quotas?: DocumentQuotas;
  /** Whose word on a client's address and on https counts, as Express knows it; absent: nobody's, X-Forwarded-* is ignored. */
  readonly trustProxy?: number | readonly string[];
  /** Whether orders may carry a test clock. */
  readonly sandbox: boolean;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** `/metrics` is elsewhere (`serveMetrics`); absent: here. */
  readonly metricsElsewhere?: boolean;
  /** What the process counts; absent: the app counts for itself. */
  readonly meters?: Meters;
  /** False while the process starts or stops; absent: always ready. */
  readonly isReady?: () => boolean;
  /** Looks by itself; absent: it is looked when a probe asks. */
  readonly readiness?: Readiness;
  /** The support console adds its pages before what is unknown is answered 404. */
  readonly mountConsole?: (app: Express, gate: Gate) => void;
}
