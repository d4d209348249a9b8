import { type ConnectedGateway, connectGateway } from '../../commands/temporal/gateway-connection.ts';
import { claimTermsIn, type PolicyRegistry } from '../../policies/registry.ts';
import { StoreUnavailable } from '../../store/contract/errors.ts';
import type { Store } from '../../store/contract/store.ts';
import { openStore, type StoreOptions } from '../../store/open.ts';
import { createMeters, type Meters } from '../../telemetry/meters.ts';
import { storeFigures } from '../../telemetry/store-figures.ts';
import { stuckFigures } from '../../telemetry/stuck-figures.ts';
import type { CoreMetrics } from '../../worker/runtime.ts';
import type { LinkKeys } from '../config/link-key.ts';
import type { TemporalConnection } from '../temporal/temporal-connection.ts';
import type { Parts } from './parts.ts';
import { StartError } from './start-error.ts';

/** What every process of the program stands on. */
export interface Foundation {
  readonly store: Store;
  readonly gateway: ConnectedGateway;
  readonly policies: PolicyRegistry;
  /** What links to the claim page are signed with, then what they were signed with before. */
  readonly linkKeys: LinkKeys;
  /** What this process counts. */
  readonly meters: Meters;
}

/** What this process counts, with the state of the store and what Temporal's runtime counts (worker/runtime.ts). */
export function metersOf(store: Store, core: CoreMetrics): Meters {
  const meters = createMeters();
  meters.add(storeFigures(store));
  meters.add(stuckFigures(store));
  meters.add(core);
  return meters;
}

/** @throws StartError where the database does not answer; OtherSchema; PolicyPackError */
export async function openTheStore(
  options: Pick<StoreOptions, 'databaseUrl' | 'dataDir' | 'schema'>,
  policies: PolicyRegistry,
  parts: Parts,
): Promise<Store> {
  const store = await openStore({ ...options, claimTermsOf: claimTermsIn(policies) }).catch((error: unknown) => {
    if (!(error instanceof StoreUnavailable) || options.databaseUrl === undefined) throw error;
    throw new StartError('The database of DATABASE_URL does not answer, or refuses the login: check the address and that it runs.');
  });
  parts.add('store', () => store.close());
  return store;
}

export function connect({ options, namespace }: TemporalConnection, parts: Parts): ConnectedGateway {
  const gateway = connectGateway(options, namespace);
  parts.add('connection', () => gateway.close());
  return gateway;
}
