// npm run restart-workflow -- order|claim ID [--yes]: a person's word that the store's story holds. Without --yes it only says what differs.
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { type Difference, differenceOfClaim, differenceOfOrder, NotStarted } from '../inbox/restart.ts';
import { createCommandService } from '../inbox/send.ts';
import { loadPolicies, marketplaceNamesIn } from '../policies/registry.ts';
import { readConfig } from './config.ts';
import { connect, openTheStore } from './foundation.ts';
import { Parts } from './parts.ts';
import { sentenceOf } from './sentence.ts';
import { StartError } from './start-error.ts';
import { temporalConnection } from './temporal-connection.ts';

const USAGE = 'Say which one: npm run restart-workflow -- order|claim ID [--yes].';

const parts = new Parts();
try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${sentenceOf(error)}\n`);
} finally {
  await parts.stop();
}

async function run(): Promise<string> {
  const { values, positionals } = argumentsGiven();
  const [kind, id = ''] = positionals;
  if ((kind !== 'order' && kind !== 'claim') || id === '') throw new StartError(USAGE);
  const { databaseUrl, temporal } = readConfig(process.env, process.cwd(), 'job');
  if (databaseUrl === null || temporal.cluster === null)
    throw new StartError('DATABASE_URL and TEMPORAL_ADDRESS are missing: it works beside the processes of a deployment.');
  const policies = loadPolicies();
  const store = await openTheStore({ databaseUrl, schema: 'REQUIRE' }, policies, parts);
  const gateway = connect(temporalConnection(temporal.cluster), parts);
  const logger = pino({ level: 'warn' }, pino.destination(2));
  const commands = createCommandService({ store, gateway, logger, marketplaceNames: marketplaceNamesIn(policies) });
  const restarting = { store, gateway, termination: gateway, commands };
  const found = await (kind === 'order' ? differenceOfOrder(restarting, id) : differenceOfClaim(restarting, id));
  if (!found) throw new StartError(`The ${kind} ${id} is not in the store, or it has ended and has no workflow.`);
  if (!values.yes) return `${words(found)} Nothing was done: add --yes to start it again from the store.`;
  await found.restart().catch((error: unknown) => {
    if (error instanceof NotStarted) throw new StartError('The old workflow was ended and Temporal did not start a new one: run it again.');
    throw error;
  });
  return `${words(found)} It was started again from the store.`;
}

function argumentsGiven() {
  try {
    return parseArgs({ options: { yes: { type: 'boolean' } }, allowPositionals: true });
  } catch {
    throw new StartError(USAGE);
  }
}

function words({ workflowId, sequence, isDiverged, lost }: Difference): string {
  const marked = isDiverged ? ' and is marked as diverged' : '';
  const events = (lost ?? []).map((event) => `${event.sequence} ${event.type}`).join(', ');
  const said =
    lost === null
      ? 'Its workflow cannot be asked.'
      : events === ''
        ? 'Its workflow says nothing else.'
        : `Only its workflow says: ${events}.`;
  return `${workflowId} is at ${sequence} in the store${marked}. ${said}`;
}
