// npm run promote [-- --within SECONDS]: the worker version WORKER_BUILD_ID becomes the current one, once its workers are there (60 s).
// Runs any number of times; an older version is a rollback.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { connectGateway } from '../commands/temporal/gateway-connection.ts';
import type { WorkerVersions } from '../commands/temporal/gateway-deployment.ts';
import { readConfig } from './config/config.ts';
import { sentenceOf } from './process/sentence.ts';
import { StartError } from './process/start-error.ts';
import { temporalConnection } from './temporal/temporal-connection.ts';

/** For all parts of Temporal to hear of it. */
const SETTLED_WITHIN_MS = 60_000;
const PAUSE_MS = 250;

try {
  const { temporal, worker } = readConfig(process.env, process.cwd(), 'job');
  if (worker.buildId === null) throw new StartError('WORKER_BUILD_ID is missing: it names the version that is to be the current one.');
  if (temporal.cluster === null) throw new StartError('TEMPORAL_ADDRESS is missing: the embedded program has no versions to choose from.');
  const { options, namespace, address } = temporalConnection(temporal.cluster);
  const gateway = connectGateway(options, namespace);
  try {
    process.stdout.write(`${await promote(gateway.versions, worker.buildId, pollersWithinMs())}\n`);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`Temporal at ${address} (namespace ${namespace}) did not do it: ${wordsOf(error)}. Run it again.`);
  } finally {
    await gateway.close();
  }
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${sentenceOf(error)}\n`);
}

/** @returns what was done, in a sentence @throws StartError where no worker of the version polls */
async function promote(versions: WorkerVersions, buildId: string, pollersWithinMs: number): Promise<string> {
  const before = await versions.current();
  if (before.buildId !== buildId) {
    if (!(await within(pollersWithinMs, () => versions.isPolling(buildId))))
      throw new StartError(
        `No worker of version ${buildId} polls (waited ${pollersWithinMs / 1_000} s): start one with this WORKER_BUILD_ID. Current is still ${nameOf(before.buildId)}.`,
      );
    await versions.makeCurrent(buildId);
  }
  const isSettled = async (): Promise<boolean> => {
    const now = await versions.current();
    return now.buildId === buildId && now.settled;
  };
  if (!(await within(SETTLED_WITHIN_MS, isSettled)))
    throw new StartError(`Version ${buildId} was made current, and not all of Temporal knows it yet: run it again.`);
  if (before.buildId === buildId) return `Version ${buildId} is current already.`;
  return `Version ${buildId} is current now; it was ${nameOf(before.buildId)}.`;
}

/** How long the workers of a version may take to come up. */
function pollersWithinMs(): number {
  const { within: seconds = '60' } = parseArgs({ options: { within: { type: 'string' } } }).values;
  if (!/^\d{1,4}$/.test(seconds)) throw new StartError('--within: expected a number of seconds.');
  return Number(seconds) * 1_000;
}

async function within(limitMs: number, look: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + limitMs;
  for (;;) {
    if (await look()) return true;
    if (performance.now() > until) return false;
    await delay(PAUSE_MS);
  }
}

function nameOf(buildId: string | null): string {
  return buildId === null ? 'the workers without a version' : `version ${buildId}`;
}

/** What gRPC says, without the status in front. */
function wordsOf(error: unknown): string {
  const details: unknown = error instanceof Error ? Reflect.get(error, 'details') : undefined;
  return typeof details === 'string' && details !== '' ? details : error instanceof Error ? error.message : String(error);
}
