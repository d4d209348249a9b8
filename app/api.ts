// `npm run api`: API and console, any number of them, on a PostgreSQL and a Temporal that are there. It migrates nothing.
import { createCommandService } from '../inbox/send.ts';
import { loadPolicies } from '../policies/registry.ts';
import { connect, type Foundation, metersOf, openTheStore } from './foundation.ts';
import { type Begin, live, type Started } from './lifetime.ts';
import { sharedLinkKey } from './link-key.ts';
import { Parts } from './parts.ts';
import { checkRetention } from './retention.ts';
import { serveHttp } from './serve-http.ts';
import { temporalConnection } from './temporal-connection.ts';

live('api', async (given) => {
  const parts = new Parts();
  try {
    return await startApi(given, parts);
  } catch (error) {
    await parts.stop();
    throw error;
  }
});

async function startApi({ config, logger, coreMetrics }: Begin, parts: Parts): Promise<Started> {
  const temporal = temporalConnection(config.temporal.cluster ?? {});
  const policies = loadPolicies();
  const store = await openTheStore({ databaseUrl: config.databaseUrl ?? undefined, schema: 'REQUIRE' }, policies, parts);
  const gateway = connect(temporal, parts);
  const meters = metersOf(store, coreMetrics);
  const foundation: Foundation = { store, gateway, policies, linkKey: sharedLinkKey(config.linkKey ?? ''), meters };
  await checkRetention(foundation, logger);
  const commands = createCommandService({ store, gateway, logger, count: meters.command });
  const address = await serveHttp({ ...foundation, config, logger, commands, mailbox: null, temporalUi: null }, parts);
  return {
    screen: `Holdfast API serves at ${address} (reference ${address}/docs, console ${address}/console), Temporal at ${temporal.address}.`,
    broken: new Promise(() => undefined),
    stop: async () => void (await parts.stop()),
  };
}
