// `npm run bench:uploads`: eight claim forms of 75 MiB at once to the program as `npm start` runs it. Prints by how much its resident
// memory grew and how long `/livez` took meanwhile; ends with 1 where either is more than it may be.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createHttpClient } from './http.ts';
import { useOf } from './process-tree.ts';
import { startProgram, stopAll } from './programs.ts';
import { newOrder, PROVIDER, REGISTERED, SUPPORT, SYSTEM, VISIT } from './visit.ts';

const FORMS = 8;
const MIB = 1024 * 1024;
/** Two videos: each below what one may have. */
const FILES = [40 * MIB, 35 * MIB];
const PIECE = Buffer.alloc(64 * 1024);
const GROWTH_MAX = 100 * MIB;
const LIVEZ_MS_MAX = 200;
const EVERY_MS = 20;
const MAIL_MS_MAX = 60_000;

interface Watched {
  readonly base: string;
  readonly pid: number;
  readonly temporal: { readonly pid: number };
}

/** A completed order. @returns the claim link of its feedback mail, from the development mailbox */
async function claimLink(base: string): Promise<string> {
  const client = createHttpClient(base, 1);
  await client.send('PUT', '/v1/providers/bench-1', SYSTEM, REGISTERED);
  await client.send('POST', '/v1/orders', SYSTEM, newOrder('uploads'));
  await client.send('POST', '/v1/orders/uploads/commands', PROVIDER, { commands: VISIT });
  for (const until = performance.now() + MAIL_MS_MAX; performance.now() < until; await delay(200)) {
    const list = await client.send('GET', '/console/mailbox', SUPPORT);
    for (const [mail] of list.text.matchAll(/\/console\/mailbox\/\w+/g)) {
      const [link] = /\/claim\/[\w.-]+/.exec((await client.send('GET', mail, SUPPORT)).text) ?? [];
      if (link === undefined) continue;
      client.close();
      return link;
    }
  }
  throw new Error('the mail with the claim link did not come');
}

/** Sends a form piece by piece, as fast as it is taken. @returns the answer's status */
function sendForm(base: string, link: string): Promise<number> {
  const heads = FILES.map(
    (_size, index) =>
      `--form\r\nContent-Disposition: form-data; name="documents"; filename="${index}.mp4"\r\nContent-Type: video/mp4\r\n\r\n`,
  );
  const end = '--form--\r\n';
  const length = FILES.reduce((sum, size) => sum + size + 2, 0) + heads.join('').length + end.length;
  return new Promise((resolve, reject) => {
    const sent = request(new URL(link, base), {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=form', 'content-length': length },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    const write = async (bytes: Buffer | string): Promise<void> => {
      if (!sent.write(bytes)) await new Promise<void>((drained) => void sent.once('drain', drained));
    };
    const all = async (): Promise<void> => {
      for (const [index, size] of FILES.entries()) {
        await write(heads[index] ?? '');
        // What an MP4 begins with, and something that makes each file another.
        const begin = Buffer.concat([
          Buffer.from([0, 0, 0, 32]),
          Buffer.from('ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1'),
          randomBytes(1_024),
        ]);
        await write(begin);
        for (let left = size - begin.length; left > 0; left -= PIECE.length) await write(PIECE.subarray(0, Math.min(left, PIECE.length)));
        await write('\r\n');
      }
      sent.end(end);
    };
    all().catch(reject);
  });
}

/** How long `/livez` takes, ms, until `isOver`. */
async function knock(base: string, isOver: () => boolean, look: () => void): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  while (!isOver()) {
    const from = performance.now();
    await new Promise<void>((resolve, reject) => {
      request(new URL('/livez', base), { agent }, (response) => response.resume().on('end', resolve))
        .on('error', reject)
        .end();
    });
    times.push(performance.now() - from);
    look();
    await delay(EVERY_MS);
  }
  agent.destroy();
  return times.toSorted((a, b) => a - b);
}

async function measure({ base, pid, temporal }: Watched, link: string): Promise<boolean> {
  const rss = (): number => useOf(pid, [temporal.pid]).rssBytes;
  const before = rss();
  let most = before;
  let isOver = false;
  const knocking = knock(
    base,
    () => isOver,
    () => {
      most = Math.max(most, rss());
    },
  );
  const from = performance.now();
  const statuses = await Promise.all(Array.from({ length: FORMS }, () => sendForm(base, link)));
  isOver = true;
  const times = await knocking;
  const seconds = (performance.now() - from) / 1_000;
  const [worst, p99] = [times.at(-1) ?? 0, times[Math.floor(times.length * 0.99)] ?? 0];
  const size = FILES.reduce((sum, each) => sum + each, 0) / MIB;
  process.stdout.write(
    `${FORMS} forms of ${size} MiB at once: ${seconds.toFixed(1)} s, answers ${statuses.join(' ')}\n` +
      `resident memory: ${(before / MIB).toFixed(0)} MiB before, ${(most / MIB).toFixed(0)} MiB at most: ${((most - before) / MIB).toFixed(0)} MiB more (may be ${GROWTH_MAX / MIB})\n` +
      `/livez, ${times.length} times: p99 ${p99.toFixed(0)} ms, worst ${worst.toFixed(0)} ms (may be ${LIVEZ_MS_MAX})\n`,
  );
  return most - before < GROWTH_MAX && worst < LIVEZ_MS_MAX;
}

const folder = mkdtempSync(join(tmpdir(), 'holdfast-uploads-'));
try {
  const program = await startProgram({ dataDir: join(folder, 'data'), databaseUrl: null, profiles: null });
  process.exitCode = (await measure(program, await claimLink(program.base))) ? 0 : 1;
} finally {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
}
