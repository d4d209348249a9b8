// `npm test`: installs what is missing, then runs jest. `--unit`: no server; `--deep`: also the tests of volume.
// Everything else is passed on to jest. In CI a skipped test is a failed run: what was not run is not proven.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveUp, prepare, root, runNode } from './setup.mjs';

const FLAGS = new Set(['--unit', '--deep']);
const given = process.argv.slice(2);
const args = given.filter((arg) => !FLAGS.has(arg));
const isCi = !['', '0', 'false', undefined].includes(process.env['CI']);

prepare();
const scratch = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
const report = process.env['HOLDFAST_TEST_REPORT'] ?? join(scratch, 'report.json');
const options = process.env['NODE_OPTIONS'] ?? '';
const jest = createRequire(join(root, 'package.json')).resolve('jest/bin/jest');
const code = await runNode(
  [
    jest,
    ...(args.some((arg) => /^(--maxWorkers|-w|-i$|--runInBand)/.test(arg)) ? [] : ['--maxWorkers=2']),
    ...(given.includes('--unit') ? ['--selectProjects', 'unit'] : []),
    ...(isCi ? ['--ci', '--json', `--outputFile=${report}`] : []),
    ...args,
  ],
  {
    ipc: false,
    env: {
      ...process.env,
      NODE_OPTIONS: options.includes('--experimental-vm-modules')
        ? options
        : `${options} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
      ...(given.includes('--deep') ? { HOLDFAST_DEEP: '1' } : {}),
    },
  },
);
const skipped = isCi && code === 0 ? skippedTests(JSON.parse(readFileSync(report, 'utf8'))) : [];
rmSync(scratch, { recursive: true, force: true });
if (skipped.length > 0) giveUp(`Skipped in CI, so not proven:\n${skipped.map((name) => `  ${name}`).join('\n')}`);
process.exitCode = code;

function skippedTests(result) {
  return result.testResults.flatMap((file) =>
    file.assertionResults.filter((test) => test.status === 'pending' || test.status === 'todo').map((test) => test.fullName),
  );
}
