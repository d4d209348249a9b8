import { createCommandService, type Sender } from '../../commands/send.ts';
import { loadPolicies, marketplaceNamesIn } from '../../policies/registry.ts';
import { sharedLinkKeys } from '../config/link-key.ts';
import { type TemporalConnection, temporalConnection } from '../temporal/temporal-connection.ts';
import { connect, type Foundation, metersOf, openTheStore } from './foundation.ts';
import type { Begin } from './lifetime.ts';
import type { Parts } from './parts.ts';
import { checkRetention } from './retention.ts';

/** What an API and a worker of a deployment have in common. */
export interface Deployed extends Foundation, Pick<Begin, 'config' | 'logger'> {
  readonly temporal: TemporalConnection;
  readonly commands: Sender;
}

/**
 * Stands on a PostgreSQL and a Temporal that are there. It migrates nothing.
 * @throws StartError; OtherSchema; PolicyPackError
 */
export async function standOnDeployment({ config, logger, coreMetrics }: Begin, parts: Parts): Promise<Deployed> {
  const temporal = temporalConnection(config.temporal.cluster ?? {});
  const policies = loadPolicies();
  const store = await openTheStore({ databaseUrl: config.databaseUrl ?? undefined, schema: 'REQUIRE' }, policies, parts);
  const gateway = connect(temporal, parts);
  const meters = metersOf(store, coreMetrics);
  await checkRetention({ gateway, policies }, logger);
  const commands = createCommandService({ store, gateway, logger, count: meters.command, marketplaceNames: marketplaceNamesIn(policies) });
  const linkKeys = sharedLinkKeys(config.linkKey ?? '', config.previousLinkKey);
  return { config, logger, temporal, store, gateway, policies, linkKeys, meters, commands };
}
