// `npm run api`: API and console, any number of them, on a PostgreSQL and a Temporal that are there. It migrates nothing.
import { standOnDeployment } from './process/deployed.ts';
import { type Begin, live, type Started } from './process/lifetime.ts';
import { type Parts, startingParts } from './process/parts.ts';
import { serveHttp } from './process/serve-http.ts';

live('api', (given) => startingParts((parts) => startApi(given, parts)));

async function startApi(given: Begin, parts: Parts): Promise<Started> {
  const deployed = await standOnDeployment(given, parts);
  const { address, metrics } = await serveHttp({ ...deployed, mailbox: null, temporalUi: null }, parts);
  return {
    screen: `Holdfast API serves at ${address} (reference ${address}/docs, console ${address}/console${metrics === null ? '' : `, metrics ${metrics}`}), Temporal at ${deployed.temporal.address}.`,
    broken: new Promise(() => undefined),
    stop: async () => void (await parts.stop()),
  };
}
