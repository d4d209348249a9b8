// What every entry point does before the program runs: the right Node, and the packages that the lock file names.
// Plain JavaScript without dependencies, because on a fresh clone there is nothing else yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const NODE_MIN = [20, 19];
const modules = join(root, 'node_modules');
const stamp = join(modules, '.holdfast-lock');
/** npm waits up to a minute for each of several tries; without network that would look like a hang. */
const NPM_FLAGS = [
  'ci',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
  '--fetch-timeout=25000',
];

/** Ends the process with one sentence. */
export function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Node and packages as the program needs them; returns only when both are there. */
export function prepare() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1]))
    giveUp(`Holdfast needs Node ${NODE_MIN.join('.')} or newer; this is Node ${process.versions.node}.`);
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const lockHash = createHash('sha256').update(lockText).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash) return;
  // Installed by hand, or installed once and copied: complete is complete, and works without a network.
  if (!isComplete(JSON.parse(lockText))) install();
  writeFileSync(stamp, lockHash);
}

/** True where every package of the lock that this platform cannot do without is there in the lock's version. */
function isComplete(lock) {
  const written = join(modules, '.package-lock.json');
  if (!existsSync(written)) return false;
  const installed = JSON.parse(readFileSync(written, 'utf8')).packages ?? {};
  return Object.entries(lock.packages).every(
    ([where, pkg]) =>
      where === '' ||
      pkg.optional === true ||
      pkg.link === true ||
      (installed[where]?.version === pkg.version && existsSync(join(root, where, 'package.json'))),
  );
}

function install() {
  process.stderr.write('Installing packages (npm ci) …\n');
  // A stamp that survives an interrupted install would vouch for half of it.
  rmSync(stamp, { force: true });
  const byNpm = process.env['npm_execpath'];
  const viaNode = byNpm !== undefined && /\.c?js$/.test(byNpm) && /npm/.test(byNpm);
  const command = viaNode ? process.execPath : 'npm';
  const result = spawnSync(command, viaNode ? [byNpm, ...NPM_FLAGS] : NPM_FLAGS, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    // The options set for running would load packages that are not there yet.
    env: { ...process.env, NODE_OPTIONS: '' },
    shell: !viaNode && process.platform === 'win32',
  });
  if (result.status === 0) return;
  const code = /npm error code (\S+)/.exec(result.stderr ?? '')?.[1] ?? result.error?.code ?? `exit ${result.status}`;
  giveUp(
    `The packages could not be installed (${code}): check that npm can reach its registry and run the same command again, or run "npm ci --ignore-scripts" to see all it says.`,
  );
}

/** Runs a TypeScript file of the project under this process; its end is our end. */
export function runTypeScript(file, args, { cwd = process.cwd() } = {}) {
  const tsx = pathToFileURL(createRequire(join(root, 'package.json')).resolve('tsx')).href;
  const threads = pathToFileURL(join(root, 'worker', 'workflow-threads.mjs')).href;
  return runNode(['--import', threads, '--import', tsx, file, ...args], { cwd });
}

/**
 * Runs Node as a child: signals go on to it, its exit code comes back.
 * The IPC channel is its sign of life from us: when this process is killed, the child sees it close.
 * @returns {Promise<number>} the child's exit code, 128 + n where signal n ended it
 */
export function runNode(nodeArgs, { cwd = root, env = process.env, ipc = true } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, nodeArgs, { cwd, env, stdio: ['inherit', 'inherit', 'inherit', ...(ipc ? ['ipc'] : [])] });
    const forward = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
    const watch = watchNpm(() => child.kill('SIGTERM'));
    child.on('error', (error) => giveUp(`Node could not be started again: ${error.message}.`));
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** When npm itself is killed nobody tells us; the parent's id changes, and that is how we see it. */
function watchNpm(onGone) {
  // Started by hand (not by npm) a parent may go: `node scripts/start.mjs &` outlives its shell on purpose.
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return undefined;
  const ancestry = () => `${process.ppid}:${shellParent()}`;
  const first = ancestry();
  return setInterval(() => {
    if (ancestry() !== first) onGone();
  }, 500).unref();
}

/** Where npm's shell stays between npm and us, its parent counts too. */
function shellParent() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return /^(ba|da|z)?sh$/.test(name) ? stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] : '';
  } catch {
    return ''; // no /proc: the direct parent is all there is to see
  }
}
