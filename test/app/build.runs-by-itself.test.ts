// Goal: what `npm run build` makes is the whole program: it runs without tsx and without packages of development.
// Method: build into a folder of the test's own, read what the files import, then run migration, worker and API from there on a real
// PostgreSQL and a real Temporal server, and carry an order to completion by the client of `examples/`.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { describePostgres } from '../support/database.ts';
import { createDeployment, type Deployment, type Serving } from '../support/deployment.ts';

jest.setTimeout(120_000);

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OUT = `.cache/built-${process.pid}`;
const runNode = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', ...env } });

beforeAll(() => {
  const { status, stdout, stderr } = runNode(['scripts/build.mjs', '--out', OUT]);
  if (status !== 0) throw new Error(`not built: ${stdout}${stderr}`);
}, 120_000);
afterAll(() => rmSync(join(ROOT, OUT), { recursive: true, force: true }));

it('imports packages that are installed without those of development, and nothing that needs tsx', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: object };
  const imports = builtFiles().flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:^import|^} from|^export .*from)\s[^'"\n]*['"]([^'"\n]+)['"]/gm)].map(
      ([, name = '']) => name,
    ),
  );
  expect(imports.length).toBeGreaterThan(1_000);
  expect(imports.filter((name) => name.startsWith('.') && !/\.m?js$/.test(name))).toEqual([]);
  const packages = new Set(imports.filter((name) => !name.startsWith('.') && !isBuiltin(name)).map(packageOf));
  expect([...packages].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  expect(packages.has('express')).toBe(true);
});

it('refuses to empty a folder that is not its own', () => {
  const { status, stderr } = runNode(['scripts/build.mjs', '--out', '../somewhere']);
  expect([status, stderr]).toEqual([1, expect.stringContaining('no folder of this project')]);
});

describePostgres('the built program', (database) => {
  let deployment: Deployment;
  let api: Serving;

  beforeAll(async () => {
    deployment = await createDeployment(await database());
    const migration = deployment.run('migrate', {}, { built: OUT });
    if ((await migration.ended) !== 0) throw new Error(migration.text());
    await deployment.serve('worker', {}, { built: OUT });
    api = await deployment.serve('api', {}, { built: OUT });
  }, 120_000);
  afterAll(() => deployment.close(), 60_000);

  it('carries an order to completion', () => {
    const { status, stdout, stderr } = runNode(['--import', 'tsx', 'examples/client-tour.ts', api.url]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('signed    COMPLETED');
  });

  it.each([
    ['/docs/swagger-ui-bundle.js', 'javascript'],
    ['/console/assets/console.css', 'css'],
    ['/console/assets/console.js', 'javascript'],
    ['/console/assets/favicon.svg', 'svg'],
    ['/console/assets/htmx/htmx.min.js', 'javascript'],
  ])('serves %s', async (path, type) => {
    const response = await fetch(`${api.url}${path}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining(type)]);
    expect((await response.text()).length).toBeGreaterThan(100);
  });

  it('knows its version and its policies', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as { info: unknown };
    expect(document.info).toMatchObject({ version });
    const policies = await fetch(`${api.url}/v1/policies`, { headers: { authorization: 'Bearer dev-support' } });
    expect(((await policies.json()) as { items: object[] }).items).toHaveLength(
      readdirSync(join(ROOT, 'policies'), { withFileTypes: true }).filter((one) => one.isDirectory()).length,
    );
  });
});

function builtFiles(): readonly string[] {
  return readdirSync(join(ROOT, OUT), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js') && name !== 'workflow-bundle.js')
    .map((name) => join(ROOT, OUT, name));
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
