// Why: when a lock file is made where only one platform's native builds can be resolved, `npm install` leaves the
// other platforms out and `npm ci` then refuses the lock ("Missing: ... from lock file"). This puts every exact
// optional dependency back (without an integrity hash). Run it after each dependency change; it is idempotent.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const P = lock.packages;
let added = 0;
const OS = /(?:^|[-/])(linux|darwin|win32|android|freebsd|openbsd|netbsd|sunos|aix|openharmony|windows|wasm32)(?=[-@]|$)/,
  CPU = /(?:^|[-/])(x64|arm64|arm|ia32|ppc64le|ppc64|s390x|riscv64|loong64|mips64el|wasm32)(?=[-@]|$)/;
for (const [where, pkg] of Object.entries(P))
  for (const [name, spec] of Object.entries(pkg.optionalDependencies ?? {})) {
    let dir = where,
      found = false;
    for (;;) {
      if (P[`${dir ? dir + '/' : ''}node_modules/${name}`]) {
        found = true;
        break;
      }
      if (!dir) break;
      const i = dir.lastIndexOf('/node_modules/');
      dir = i < 0 ? '' : dir.slice(0, i);
    }
    if (found || !/^\d+\.\d+\.\d+/.test(spec)) {
      if (!found) console.log('left out (not an exact version):', name, spec);
      continue;
    }
    const os = OS.exec(name)?.[1],
      cpu = CPU.exec(name)?.[1];
    P[`node_modules/${name}`] = {
      version: spec,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(pkg.dev ? { dev: true } : {}),
      optional: true,
      ...(os ? { os: [os === 'windows' ? 'win32' : os] } : {}),
    };
    added++;
  }
lock.packages = Object.fromEntries(Object.entries(P).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', JSON.stringify(lock, null, 2) + '\n');
console.log('added', added);
