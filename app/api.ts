// `npm run api`: API and console, any number of them, on a PostgreSQL and a Temporal that are there. It migrates nothing.
import { createCommandService } from '../inbox/send.ts';
import { loadPolicies } from '../policies/registry.ts';
import { connect, type Foundation, openTheStore } from './foundation.ts';
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

async function startApi({ config, logger }: Begin, parts: Parts): Promise<Started> {
  const temporal = temporalConnection(config.temporal.cluster ?? {});
  const policies = loadPolicies();
  const store = await openTheStore({ databaseUrl: config.databaseUrl ?? undefined, schema: 'REQUIRE' }, policies, parts);
  const gateway = connect(temporal, parts);
  const foundation: Foundation = { store, gateway, policies, linkKey: sharedLinkKey(config.linkKey ?? '') };
  await checkRetention(foundation, logger);
  const commands = createCommandService({ store, gateway, logger });
  const address = await serveHttp({ ...foundation, config, logger, commands, mailbox: null, temporalUi: null }, parts);
  return {
    screen: `Holdfast API serves at ${address} (reference ${address}/docs, console ${address}/console), Temporal at ${temporal.address}.`,
    broken: new Promise(() => undefined),
    stop: async () => void (await parts.stop()),
  };
}
