// Why: a lock file made where only one platform's native builds could be resolved lacks the others (`npm ci` refuses it: "Missing: …
// from lock file"), or names them without an integrity hash, so that anybody's bytes would be taken for them. This drops what has no hash
// and has npm resolve it again, which installs nothing. Run it after each dependency change; it is idempotent. A test holds the outcome.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';
const read = () => JSON.parse(readFileSync(FILE, 'utf8'));
const lacking = ({ packages }) =>
  Object.keys(packages).filter((where) => where !== '' && !packages[where].link && !packages[where].integrity);

const lock = read();
const dropped = lacking(lock);
for (const where of dropped) delete lock.packages[where];
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
const { status } = spawnSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
});
const left = lacking(read());
console.log(`resolved again: ${dropped.length}; without a hash now: ${left.length}`);
if (status !== 0 || left.length > 0) {
  console.error(`The lock file is not whole: ${left.slice(0, 5).join(', ') || `npm ended with ${status}`}.`);
  process.exit(1);
}
