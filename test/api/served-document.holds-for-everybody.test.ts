// Goal: what the served document says is so: for everybody, with real ids, no call ends in a 5xx and no answer is other than documented.
// Method: Schemathesis makes calls from the document itself as five callers (with HOLDFAST_DEEP=1; pinned, from PyPI); every other one is
// exchanged for a call that must be accepted, so that answers of every operation are compared, not only its refusals.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../api/routes/index.ts';
import { isDeep } from '../domain/support/properties.ts';
import { acceptedCalls, type Call } from '../schemathesis/calls.ts';
import { schemathesis } from '../schemathesis/tool.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { AUDITOR, CUSTOMER, PROVIDER, register, SUPERVISOR, SYSTEM } from './support/orders.ts';

const CALLERS = [SYSTEM, CUSTOMER, PROVIDER, SUPERVISOR, AUDITOR];
const EXAMPLES = Number(process.env['HOLDFAST_EXAMPLES'] ?? 12);
const RUN_MS_MAX = 10 * 60_000;
const HOOKS = fileURLToPath(new URL('../schemathesis/', import.meta.url));
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

let edge: Edge;
let folder: string;
let calls: ReadonlyMap<string, readonly Call[]>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-schemathesis-'));
  edge = await openEdge();
  await register(edge);
  await register(edge, 'prov-2');
  calls = await acceptedCalls(edge, isDeep ? Math.ceil(EXAMPLES / 2) + 1 : 1, CALLERS);
}, 300_000);
afterAll(async () => {
  await edge.close();
  await rm(folder, { recursive: true, force: true });
});

/** @returns empty where it was accepted */
async function answered(method: string, path: string, call: Call): Promise<string> {
  const at = path.replace(/\{(\w+)\}/g, (_whole, name: string) => String(call.path[name]));
  const headers = call.body === undefined ? {} : { 'content-type': 'application/json' };
  const raw = call.bytes === undefined ? JSON.stringify(call.body) : Buffer.from(call.bytes, 'hex');
  const { status, body } = await edge.call(method, at, {
    token: call.token,
    headers,
    ...(call.bytes === undefined && call.body === undefined ? {} : { raw }),
  });
  return status < 300 ? '' : `${status} ${JSON.stringify(body)}`;
}

describe('the table of accepted calls', () => {
  it('has every operation, and each call is accepted', async () => {
    const refused: string[] = [];
    for (const { method, path } of ROUTES) {
      const label = `${method.toUpperCase()} ${path}`;
      const all = calls.get(label) ?? [];
      // A read is for whoever of them may. In a deep run what is made once is left to Schemathesis.
      const tried = all.some(({ again }) => again) ? all : isDeep ? [] : all.slice(0, 1);
      const answers: string[] = [];
      for (const call of tried) answers.push(await answered(method.toUpperCase(), path, call));
      if (tried.length > 0 && !answers.includes('')) refused.push(`${label}: ${answers[0] ?? ''}`);
    }
    expect(refused).toEqual([]);
  });
});

const tool = isDeep ? schemathesis() : null;
if (isDeep)
  (tool === null ? describe.skip : describe)('the served document (Schemathesis, from PyPI)', () => {
    const seen = (): string => join(folder, 'seen');

    it.each(CALLERS)(
      'is what is answered to %s',
      async (caller) => {
        const own = Object.fromEntries([...calls].map(([label, all]) => [label, all.filter(({ token }) => token === caller)]));
        const file = join(folder, 'calls.json');
        await writeFile(file, JSON.stringify(own));
        const { code, text } = await run(tool ?? '', caller, { HOLDFAST_CALLS: file, HOLDFAST_SEEN: seen() });
        if (code !== 0) throw new Error(text);
      },
      RUN_MS_MAX,
    );

    it('was asked enough: at least a tenth of the calls of each operation were accepted, and none ended in a 5xx', async () => {
      const counts = new Map<string, { all: number; accepted: number; failed: number }>();
      for (const line of (await readFile(seen(), 'utf8')).trim().split('\n')) {
        const status = Number(line.slice(0, 3));
        const count = counts.get(line.slice(4)) ?? { all: 0, accepted: 0, failed: 0 };
        counts.set(line.slice(4), count);
        count.all += 1;
        if (status < 300) count.accepted += 1;
        if (status >= 500) count.failed += 1;
      }
      const rows = [...counts].map(([label, count]) => ({ label, ...count, share: count.accepted / count.all }));
      const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0);
      const least = rows.reduce((lowest, row) => (row.share < lowest.share ? row : lowest));
      process.stdout.write(
        `Schemathesis: ${sum(({ all }) => all)} calls of ${rows.length} operations as ${CALLERS.length} callers, ${sum(({ accepted }) => accepted)} accepted, ${sum(({ failed }) => failed)} × 5xx; least accepted: ${least.label}, ${Math.round(least.share * 100)} %\n`,
      );
      expect(rows.filter(({ share, failed }) => share < 0.1 || failed > 0)).toEqual([]);
      expect(ROUTES.filter(({ method, path }) => !counts.has(`${method.toUpperCase()} ${path}`))).toEqual([]);
    });
  });

function run(
  program: string,
  token: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly text: string }> {
  const args = [
    'run',
    `${edge.base}/openapi.json`,
    ...['--header', `Authorization: Bearer ${token}`, '--phases', 'fuzzing', '--max-examples', String(EXAMPLES), '--seed', '1'],
    ...['--checks', CHECKS.join(','), '--no-shrink', '--continue-on-failure', '--request-timeout', '30', '--suppress-health-check', 'all'],
  ];
  return new Promise((resolve) => {
    const options = {
      cwd: folder,
      env: { ...process.env, ...env, PYTHONPATH: HOOKS, SCHEMATHESIS_HOOKS: 'hooks' },
      timeout: RUN_MS_MAX - 5_000,
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile(program, args, options, (error, stdout, stderr) => resolve({ code: error === null ? 0 : 1, text: `${stdout}\n${stderr}` }));
  });
}
