// The guard of the embedded Temporal server: `node guard.mjs LOGFILE PROGRAM ARGS…`
//
// 1. It leads a process group of its own, so Ctrl-C in the terminal reaches neither it nor the server: the program stops them last.
// 2. Its standard input is a pipe that only the program holds. However the program ends, `kill -9` included, the pipe closes; then the
//    server is asked to stop, and killed where it does not.
// 3. If the guard itself is killed, Linux kills the server (`setpriv --pdeathsig`, where there is one).
// 4. Its standard output is one line, the server's process number; its exit code is the server's.
//
// Plain JavaScript: it must start at once and stay small, with no loader and no child of its own but the server.
import { spawn, spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';

const STOP_MS_MAX = 10_000;
const [logFile, program, ...args] = process.argv.slice(2);
const log = openSync(logFile, 'a');

const canBind = process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;
const [file, all] = canBind ? ['setpriv', ['--pdeathsig', 'KILL', program, ...args]] : [program, args];
const server = spawn(file, all, { stdio: ['ignore', log, log] });

server.on('error', () => process.exit(127));
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));

let isStopping = false;
function stop() {
  if (isStopping) return;
  isStopping = true;
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), STOP_MS_MAX);
}

// A terminal that closes, or somebody who ends the whole group: the program decides when its server goes.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
process.on('SIGTERM', stop);
process.stdin.on('error', stop);
process.stdin.on('end', stop);
process.stdin.on('close', stop);
process.stdin.resume();
process.stdout.on('error', () => {}); // the program is gone: its pipe's end says so
process.stdout.write(`${server.pid}\n`);
