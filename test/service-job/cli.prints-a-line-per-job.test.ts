// Goal: whoever imports files reads one line for each job and one clear sentence for what went wrong.
// Method: the command's own function against a real HTTP server with the real use case on PGlite; files in a directory of their own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importServiceJobs } from '../../api/service-jobs/import.ts';
import { jobsOf, ServiceJobsPayloadSchema } from '../../api/service-jobs/schema.ts';
import { importFiles } from '../../app/jobs/import-files.ts';
import { loadPolicies } from '../../policies/registry.ts';
import type { Store } from '../../store/contract/store.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { decidingService } from './deciding-service.ts';
import { fullJob, model } from './model.ts';

const directory = mkdtempSync(join(tmpdir(), 'holdfast-import-'));
const dataDir = join(directory, 'data');
let store: Store;
let server: Server;

beforeAll(async () => {
  store = await openMemoryStore();
  server = createServer((request, response) => {
    void answer(request).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  mkdirSync(dataDir);
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  writeFileSync(join(dataDir, 'run.json'), JSON.stringify({ api: `http://127.0.0.1:${port}`, pid: 1 }));
}, 30_000);

afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.url !== '/v1/imports/service-jobs' || request.headers.authorization !== 'Bearer dev-system')
    return { status: 401, body: { detail: 'no' } };
  const payload = ServiceJobsPayloadSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (!payload.success)
    return { status: 422, body: { title: 'Invalid request', errors: [{ pointer: '/payload', message: 'is missing' }] } };
  const deps = { store, policies: loadPolicies(), commands: decidingService(store) };
  return { status: 200, body: await importServiceJobs(deps, { jobs: jobsOf(payload.data), actor: { role: 'system', id: 'cli' } }) };
}

function file(name: string, content: unknown): string {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function run(files: readonly string[], where = dataDir): Promise<{ isComplete: boolean; lines: readonly string[] }> {
  const lines: string[] = [];
  const isComplete = await importFiles(files, { dataDir: where, token: 'dev-system', print: (line) => void lines.push(line) });
  return { isComplete, lines };
}

describe('npm run import', () => {
  it('prints a line for each job of each file, with what was assumed below it', async () => {
    const { isComplete, lines } = await run([file('model.json', model.examples.getServiceJobs), file('one.json', { payload: fullJob() })]);
    expect(isComplete).toBe(true);
    expect(lines.filter((line) => !line.startsWith('  '))).toEqual([
      '34534399990035: CREATED as order sj-34534399990035',
      'JOB-1: CREATED as order sj-JOB-1',
    ]);
    expect(lines.find((line) => line.startsWith('  ASSUMED: '))).toMatch(/\/marketplaceId/);
  });

  it('fails where one job was refused, and says which and why', async () => {
    const payload = { jobs: [fullJob({ serviceJobId: 'JOB-2' }), fullJob({ serviceJobId: 'JOB-3', marketplaceId: 'DE' }), {}] };
    const { isComplete, lines } = await run([file('mixed.json', { payload })]);
    expect(isComplete).toBe(false);
    expect(lines).toContain('JOB-3: REFUSED /marketplaceId DE is not a marketplace that a policy pack serves');
    expect(lines).toContain('(no serviceJobId): REFUSED /serviceJobId is missing');
    expect(lines).toContain('JOB-2: CREATED as order sj-JOB-2');
  });

  it.each<[string, () => readonly string[], RegExp]>([
    ['no file', () => [], /^Name at least one file/],
    ['a file that is not there', () => [join(directory, 'nowhere.json')], /nowhere\.json: there is no such file\.$/],
    ['a file that is not JSON', () => [file('broken.json', '{ "payload": ')], /broken\.json: is not JSON/],
    ['a file of another form', () => [file('other.json', { jobs: [] })], /other\.json: Invalid request: \/payload is missing$/],
  ])('says in one sentence what is wrong with %s', async (_what, files, sentence) => {
    const { isComplete, lines } = await run(files());
    expect([isComplete, lines.length]).toEqual([false, 1]);
    expect(lines[0]).toMatch(sentence);
  });

  it('imports the good files in spite of a bad one, and fails', async () => {
    const { isComplete, lines } = await run([
      join(directory, 'nowhere.json'),
      file('good.json', { payload: fullJob({ serviceJobId: 'JOB-4' }) }),
    ]);
    expect(isComplete).toBe(false);
    expect(lines).toContain('JOB-4: CREATED as order sj-JOB-4');
  });

  it('says that no program is running where there is none, or where it does not answer', async () => {
    const good = file('again.json', { payload: fullJob() });
    expect((await run([good], directory)).lines).toEqual([
      `No program is running on ${directory}: start it with npm start, or set DATA_DIR.`,
    ]);
    const gone = join(directory, 'gone');
    mkdirSync(gone);
    writeFileSync(join(gone, 'run.json'), JSON.stringify({ api: 'http://127.0.0.1:1' }));
    expect((await run([good], gone)).lines).toEqual(['No program answers at http://127.0.0.1:1: start it with npm start.']);
  });
});
