import type { Logger } from 'pino';
import { type CoreMetrics, installRuntime } from '../../worker/runtime.ts';
import { type Config, type Program, readConfig } from '../config/config.ts';
import { freePort } from '../embedded/free-port.ts';
import { createLogger } from './logger.ts';
import { sentenceOf } from './sentence.ts';
import { StartError } from './start-error.ts';

/** A program that serves. */
export interface Started {
  /** What its terminal shows once it serves. */
  readonly screen: string;
  /** Settles when a part that cannot be missed ended by itself, with a sentence on which. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

export interface Begin {
  readonly config: Config;
  readonly logger: Logger;
  /** What Temporal's runtime counts, as text. */
  readonly coreMetrics: CoreMetrics;
  readonly say: (text: string) => void;
}

/** A stop that hangs ends all the same; what was acknowledged is in the stores by then. */
export const STOP_MS_MAX = 30_000;

/**
 * The life of a process: reads the environment, begins, serves until a signal or a broken part, stops in order.
 * Exit 0: it was told to stop and did. Exit 1: it could not start or go on, with one sentence that says why.
 */
export function live(program: Program, begin: (given: Begin) => Promise<Started>): void {
  run(program, begin).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${sentenceOf(error)}\n`);
      process.exit(1);
    },
  );
}

async function run(program: Program, begin: (given: Begin) => Promise<Started>): Promise<void> {
  const config = readConfig(process.env, process.cwd(), program);
  const { logLevel, tracing } = config;
  // Loaded only where it is wanted: it is a library of its own.
  const stopTracing = tracing ? (await import('./tracing.ts')).startTracing(tracing) : async () => undefined;
  const logger = createLogger(logLevel, { isTraced: tracing !== null });
  // The API runs no workflows: its runtime has nothing to count.
  const coreMetrics = installRuntime(logger, program === 'api' ? undefined : await freePort('127.0.0.1'));
  const stopping = toldToStop();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const start = begin({ config, logger, coreMetrics, say });
  const first = await Promise.race([start, stopping]);
  const started = typeof first === 'string' ? await start : first;
  if (typeof first !== 'string') say(started.screen);
  const why = await Promise.race([stopping, started.broken]);
  process.on('SIGINT', () => process.exit(130));
  if (why.startsWith('SIG')) say('Stopping …');
  setTimeout(() => process.exit(1), STOP_MS_MAX + config.stopDelayMs).unref();
  await started.stop();
  await stopTracing();
  if (!why.startsWith('SIG') && why !== 'disconnect') throw new StartError(`${why} Start again: nothing acknowledged is lost.`);
}

function toldToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    // Our parent was killed: its channel closes, and nobody is left to stop us.
    process.on('disconnect', () => resolve('disconnect'));
  });
}
