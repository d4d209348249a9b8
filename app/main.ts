// `npm start`: the embedded mode, everything in one process.
import { pino } from 'pino';
import { OtherSchema } from '../store/errors.ts';
import { installRuntime } from '../worker/runtime.ts';
import { startHoldfast } from './compose.ts';
import { readConfig } from './config.ts';
import { screen } from './screen.ts';
import { StartError } from './start-error.ts';

/** A stop that hangs ends all the same; what was acknowledged is in the stores by then. */
const STOP_MS_MAX = 28_000;

async function main(): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  installRuntime(logger);
  const stopping = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    // Our parent was killed: its channel closes, and nobody is left to stop us.
    process.on('disconnect', () => resolve('disconnect'));
  });
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const start = startHoldfast({ config, logger, env: process.env, onFetch: () => say('Fetching a Temporal server, once …') });
  const first = await Promise.race([start, stopping]);
  const holdfast = typeof first === 'string' ? await start : first;
  if (typeof first !== 'string') say(screen(holdfast.running, config));
  const why = await Promise.race([stopping, holdfast.broken]);
  process.on('SIGINT', () => process.exit(130));
  if (why.startsWith('SIG')) say('Stopping …');
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  await holdfast.stop();
  if (!why.startsWith('SIG') && why !== 'disconnect') throw new StartError(`${why} Start again: nothing acknowledged is lost.`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(
      error instanceof StartError || error instanceof OtherSchema
        ? `${error.message}\n`
        : `${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  },
);
