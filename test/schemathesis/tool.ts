import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const INSTALL_MS_MAX = 180_000;

/** Schemathesis, installed once below `.cache`; null where it cannot be had (no Python, no registry). `SCHEMATHESIS` names another one. */
export function schemathesis(): string | null {
  const given = process.env['SCHEMATHESIS'];
  if (given !== undefined && given !== '') return given;
  const folder = join(ROOT, '.cache', 'schemathesis');
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const run = (command: string, ...args: readonly string[]): boolean =>
    spawnSync(command, args, { stdio: 'ignore', timeout: INSTALL_MS_MAX }).status === 0;
  const requirements = join(ROOT, 'test', 'schemathesis', 'requirements.txt');
  const isThere =
    run('python3', '-m', 'venv', folder) && run(join(folder, 'bin', 'pip'), 'install', '--quiet', '--requirement', requirements);
  return isThere && existsSync(program) ? program : null;
}
