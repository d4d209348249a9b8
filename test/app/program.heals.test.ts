// Goal: the embedded program tells when it cannot serve, goes on by itself when it can again, and loses nothing meanwhile.
// Method: the program as `npm start` runs it on a small disk of its own that is filled; its Temporal server killed, and stopped.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newOrder, REGISTERED, SUPPORT, SYSTEM } from '../api/support/orders.ts';
import { eventually } from '../support/eventually.ts';
import { type Program, startProgram } from './support/program.ts';

jest.setTimeout(180_000);

const MEGABYTES = 256;
let folder: string;
let disk: string;
let program: Program;

/** A disk of its own, where this user may mount one. */
function mountDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=0700`, 'holdfast-test', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const canMount = process.platform === 'linux' && process.getuid?.() === 0;
const onLinux = process.platform === 'linux' ? describe : describe.skip;
if (!canMount) console.warn('the full disk is skipped: this user may not mount one');

onLinux('the embedded program', () => {
  let isMounted = false;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-heals-'));
    disk = join(folder, 'disk');
    mkdirSync(disk);
    isMounted = canMount && mountDisk();
    program = await startProgram(join(disk, 'data'));
    expect((await program.send('PUT', '/v1/providers/prov-1', SYSTEM, REGISTERED)).status).toBeLessThan(300);
  }, 180_000);

  afterAll(async () => {
    await program.kill();
    if (isMounted) execFileSync('umount', ['--lazy', disk]);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** What was measured is shown in docs/evidence.md; a busy machine decides over it, so no test does. */
  const figures: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const since = performance.now();
    const result = await work();
    figures[name] = Math.round(performance.now() - since);
    return result;
  };
  afterAll(() => {
    mkdirSync('.cache', { recursive: true });
    writeFileSync('.cache/heals.json', `${JSON.stringify(figures, null, 2)}\n`);
  });

  const order = async (): Promise<string> => {
    const orderId = `so-${randomUUID()}`;
    const { status } = await program.send('POST', '/v1/orders', SYSTEM, newOrder({ orderId }));
    if (status !== 201) throw new Error(`the order was not created: ${status}`);
    return orderId;
  };
  const assign = (orderId: string) =>
    program.send('POST', `/v1/orders/${orderId}/commands/assign-technicians`, SUPPORT, {
      technicianIds: ['tech-1'],
      onBehalfOf: { role: 'PROVIDER', id: 'prov-1' },
    });
  const decided = (orderId: string) =>
    eventually(
      'what was given is decided',
      async () => (await program.send('GET', `/v1/orders/${orderId}`, SUPPORT)).body['state'] === 'SCHEDULED',
      60_000,
    );
  const ready = () => program.send('GET', '/readyz', SUPPORT);
  const notReady = () =>
    eventually('it says so', async () => {
      const answer = await ready();
      return answer.status === 503 ? answer.body : null;
    });
  const isReady = () => eventually('it is ready', async () => (await ready()).status === 200, 60_000);

  (canMount ? it : it.skip)('says that the disk is full, refuses what it cannot keep, and is ready again when there is room', async () => {
    const orderId = await order();
    const fill = join(disk, 'fill');
    fillUp(fill);
    const said = await timed('full disk: until /readyz says so, ms', notReady);
    expect(said).toMatchObject({
      failing: ['store'],
      reasons: [{ part: 'store', check: 'room', detail: 'The disk of the database is full.' }],
    });
    const refused = await program.send('POST', '/v1/orders', SYSTEM, newOrder({ orderId: `so-${randomUUID()}` }));
    expect([refused.status, refused.body['code']]).toEqual([503, 'temporarily_unavailable']);
    expect((await program.send('GET', `/v1/orders/${orderId}`, SUPPORT)).status).toBe(200);
    expect((await program.send('GET', '/livez', SUPPORT)).status).toBe(200);
    rmSync(fill);
    await timed('room again: until /readyz is 200, ms', isReady);
    await assign(orderId);
    await decided(orderId);
  });

  it('starts its Temporal server again when that was killed, keeps what is given meanwhile, and decides it', async () => {
    const orderId = await order();
    const before = program.temporal();
    process.kill(before, 'SIGKILL');
    const given = await timed('Temporal killed: the answer to a command given at once, ms', () => assign(orderId));
    expect([200, 202]).toContain(given.status);
    expect((await program.send('GET', `/v1/orders/${orderId}`, SUPPORT)).status).toBe(200);
    await decided(orderId);
    expect(program.temporal()).not.toBe(before);
    await isReady();
    expect(program.text().match(/the Temporal server ended: it is started again/g)).toHaveLength(1);
  });

  it('says that Temporal says nothing while it is stopped, and decides what waited when it goes on', async () => {
    const [waiting, next] = [await order(), await order()];
    process.kill(program.temporal(), 'SIGSTOP');
    try {
      const pending = assign(waiting);
      const said = await timed('Temporal stopped: until /readyz says so, ms', notReady);
      expect(said).toMatchObject({ failing: ['temporal'], reasons: [{ part: 'temporal', check: 'answer' }] });
      expect((await pending).status).toBe(202);
    } finally {
      process.kill(program.temporal(), 'SIGCONT');
    }
    expect((await timed('Temporal goes on: the first decision, ms', () => assign(next))).status).toBe(200);
    // By the wake, not by the regular round, which would leave it for half a minute and more.
    await timed('Temporal goes on: until what waited is decided, ms', () =>
      eventually(
        'it is decided',
        async () => (await program.send('GET', `/v1/orders/${waiting}`, SUPPORT)).body['state'] === 'SCHEDULED',
        25_000,
      ),
    );
    await isReady();
  });

  it('ends with a sentence, and writes no more, where its directory is moved away', async () => {
    const moved = join(disk, 'moved');
    execFileSync('mv', [join(disk, 'data'), moved]);
    expect(await program.ended()).not.toBe(0);
    expect(program.text()).toContain('was moved, removed or replaced while the program ran');
    expect(readdirSync(disk)).toEqual(['moved']);
  });
});

function fillUp(file: string): void {
  const open = openSync(file, 'w');
  const block = Buffer.alloc(4_096, 1);
  try {
    for (;;) writeSync(open, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(open);
  }
}
