// npm run restart-workflow -- order|claim ID [--yes] [--without-signals]: a person's word that the store's story holds. Without --yes it
// only says what differs. It works beside the processes of a deployment, through a running `npm start`, and where that is stopped.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { NotStarted, TemporalUnavailable } from '../commands/recovery/restart.ts';
import { createCommandService } from '../commands/send.ts';
import { workflowDesk } from '../commands/temporal/workflow-desk.ts';
import { loadPolicies, marketplaceNamesIn } from '../policies/registry.ts';
import { type Config, readConfig } from './config/config.ts';
import type { Find, Found } from './jobs/restart-found.ts';
import { deskOfRunning } from './jobs/restart-running.ts';
import { standOnStopped } from './jobs/restart-stopped.ts';
import { connect, openTheStore } from './process/foundation.ts';
import { Parts } from './process/parts.ts';
import { sentenceOf } from './process/sentence.ts';
import { StartError } from './process/start-error.ts';
import { temporalConnection } from './temporal/temporal-connection.ts';

const USAGE = 'Say which one: npm run restart-workflow -- order|claim ID [--yes] [--without-signals].';

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
  const find = await finder(readConfig(process.env, process.cwd(), 'job'));
  const found = await find(kind, id);
  if (!found) throw new StartError(`The ${kind} ${id} is not in the store, or it has ended and has no workflow.`);
  if (!values.yes) return `${words(found)} Nothing was done: add --yes to start it again from the store.`;
  const { signals, decided } = await found.restart({ withoutSignals: values['without-signals'] ?? false }).catch((error: unknown) => {
    if (error instanceof NotStarted) throw new StartError('The old workflow was ended and Temporal did not start a new one: run it again.');
    if (error instanceof TemporalUnavailable) throw new StartError('Temporal does not answer: run it again, it may be repeated.');
    throw error;
  });
  const told = signals === 0 ? '' : ` It was told its ${signals} signal(s) again.`;
  return `${words(found)} It was started again from the store.${told}${decided === 0 ? '' : ` ${decided} waiting command(s) were decided.`}`;
}

async function finder(config: Config): Promise<Find> {
  const { databaseUrl, temporal, dataDir } = config;
  if (databaseUrl !== null && temporal.cluster !== null) {
    const store = await openTheStore({ databaseUrl, schema: 'REQUIRE' }, loadPolicies(), parts);
    return findIn({ store, gateway: connect(temporalConnection(temporal.cluster), parts) });
  }
  if (existsSync(join(dataDir, 'run.json'))) {
    const running = await deskOfRunning(config);
    if (running) return running;
  }
  return findIn(await standOnStopped(config, parts));
}

/** The store and Temporal at hand. */
function findIn({ store, gateway }: Awaited<ReturnType<typeof standOnStopped>>): Find {
  const logger = pino({ level: 'warn' }, pino.destination(2));
  const commands = createCommandService({ store, gateway, logger, marketplaceNames: marketplaceNamesIn(loadPolicies()) });
  const desk = workflowDesk({ store, gateway, termination: gateway, commands });
  return async (kind, id) => {
    const found = await (kind === 'order' ? desk.ofOrder(id) : desk.ofClaim(id));
    return found && { ...found, restart: ({ withoutSignals }) => found.restart({ by: 'npm run restart-workflow', withoutSignals }) };
  };
}

function argumentsGiven() {
  try {
    return parseArgs({ options: { yes: { type: 'boolean' }, 'without-signals': { type: 'boolean' } }, allowPositionals: true });
  } catch {
    throw new StartError(USAGE);
  }
}

function words({ workflowId, sequence, isDiverged, lost }: Found): string {
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
