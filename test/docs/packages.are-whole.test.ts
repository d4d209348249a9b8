// Goal: what is installed is what was chosen, byte for byte, and installing runs nobody's code (one package would report to its maker).
// Method: the lock file, npm's settings and the installed tree are read; no registry is asked.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const text = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(text('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
const locked = Object.entries(packages).filter(([where]) => where !== '');

/** As Node looks for it: beside the one that asks, then upwards. */
function isLocked(name: string, from: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

describe('the lock file', () => {
  it('has the hash of every package', () => {
    expect(locked.length).toBeGreaterThan(500);
    expect(
      locked.filter(([, { link, integrity }]) => !link && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')).map(([where]) => where),
    ).toEqual([]);
  });

  it('has the builds of every platform', () => {
    const missing = locked.flatMap(([where, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies).flatMap(([name, version]) =>
        /^\d+\.\d+\.\d+/.test(version) && !isLocked(name, where) ? [name] : [],
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe('installing', () => {
  it('runs no code of a package, however it is started', () => {
    expect(text('.npmrc').split('\n')).toContain('ignore-scripts=true');
    expect(text('scripts/setup.mjs')).toContain("'--ignore-scripts'");
    expect(text('Dockerfile').match(/npm (?:ci|install)(?! --ignore-scripts)[^\n]*/g) ?? []).toEqual([]);
    // Where somebody allows scripts after all, the one that reports is told not to.
    expect(JSON.parse(text('package.json'))).toMatchObject({ scarfSettings: { enabled: false } });
  });

  it('says so to npm', () => {
    const { stdout } = spawnSync('npm', ['config', 'get', 'ignore-scripts'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect(stdout.trim()).toBe('true');
  });

  it('needs none: packages that have such scripts work without, and new ones are looked at', () => {
    const names = new Set(
      locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([where]) => where.slice(where.lastIndexOf('node_modules/') + 13)),
    );
    // protobufjs checks a version scheme, @parcel/watcher and esbuild and @swc/core pick their prebuilt binary, which is an optional
    // package of its own and is found without; @scarf/scarf reports.
    expect([...names].sort()).toEqual(['@parcel/watcher', '@scarf/scarf', '@swc/core', 'esbuild', 'protobufjs']);
    expect(existsSync(join(ROOT, 'node_modules/@swc/core/package.json'))).toBe(true);
  });
});
