// Goal: the probes name what is wrong in a sentence without secrets, from memory, while it is so, and no longer than it is so.
// Method: a store and a gateway that fail as told, and the real gateway before addresses where nobody listens or nobody answers.
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, expect, it } from '@jest/globals';
import { askReadiness, type Watched, watchReadiness } from '../../api/readiness.ts';
import { connectGateway } from '../../commands/temporal/gateway-connection.ts';
import { NoWorker } from '../../commands/temporal/no-worker.ts';
import type { Trouble } from '../../store/contract/store.ts';
import { eventually } from '../support/eventually.ts';

const FULL: Trouble = { check: 'room', detail: 'The disk of the database is full.' };

/** Parts that do as the test says. */
function parts() {
  const now = {
    checked: 0,
    store: null as Trouble | null,
    met: null as Trouble | null,
    wroteAt: null as number | null,
    temporal: null as Error | null,
  };
  const watched = {
    store: {
      check: async () => {
        now.checked += 1;
        return now.store;
      },
      vitals: { trouble: () => now.met, wroteAt: () => now.wroteAt },
    },
    gateway: {
      check: async () => {
        if (now.temporal) throw now.temporal;
      },
    },
  } as unknown as Watched;
  return { now, watched };
}

it('is ready where everything is well, and says what is not', async () => {
  const { now, watched } = parts();
  const ready = askReadiness(watched);
  expect(await ready.now()).toEqual([]);
  now.store = FULL;
  now.temporal = new NoWorker('nobody');
  expect(await ready.now()).toEqual([
    { part: 'store', ...FULL },
    { part: 'temporal', check: 'workers', detail: 'No worker takes work from Temporal: commands wait.' },
  ]);
  now.temporal = new Error('connect ECONNREFUSED 10.0.0.7:7233, token secret');
  expect(JSON.stringify(await ready.now())).not.toMatch(/10\.0|secret|ECONN/);
  const stopping = askReadiness({ ...watched, isReady: () => false });
  expect((await stopping.now())[0]).toMatchObject({ part: 'process', check: 'stopping' });
});

it('looks by itself, tells who comes back, and believes at once what a request met', async () => {
  const { now, watched } = parts();
  now.store = FULL;
  const back: string[] = [];
  const ready = watchReadiness(watched, (part) => back.push(part));
  try {
    expect(await ready.now()).toEqual([{ part: 'store', ...FULL }]);
    now.store = null;
    await eventually('it is ready again', async () => (await ready.now()).length === 0);
    expect(back).toEqual(['store']);
    now.met = FULL;
    expect(await ready.now()).toEqual([{ part: 'store', ...FULL }]);
  } finally {
    await ready.stop();
  }
});

it('leaves the canary where real writes succeed, but for a look at all tables now and then', async () => {
  const { now, watched } = parts();
  Object.defineProperty(now, 'wroteAt', { get: () => performance.now() });
  const ready = watchReadiness(watched);
  try {
    await ready.now();
    const { checked } = now;
    let looks = 0;
    Object.assign(watched.gateway, {
      check: async (): Promise<void> => {
        looks += 1;
      },
    });
    await eventually('it has looked again, twice', async () => looks >= 2);
    expect([checked, now.checked]).toEqual([1, 1]);
  } finally {
    await ready.stop();
  }
});

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listening(onSocket: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `127.0.0.1:${address.port}`;
}

const AWAY: readonly (readonly [how: string, open: () => Promise<string>])[] = [
  ['closes its port', async () => '127.0.0.1:1'],
  ['takes connections and never answers', () => listening(() => undefined)],
  ['closes each connection', () => listening((socket) => void socket.destroy())],
  ['speaks something else', () => listening((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'))],
];

it.each(AWAY)(
  'is not ready where Temporal %s',
  async (_how, open) => {
    const gateway = connectGateway({ address: await open() }, 'default');
    const { watched } = parts();
    const ready = watchReadiness({ ...watched, gateway });
    try {
      expect(await ready.now()).toEqual([
        { part: 'temporal', check: 'answer', detail: expect.stringMatching(/^Temporal (does not answer|says nothing)/) },
      ]);
    } finally {
      await ready.stop();
      await gateway.close();
    }
  },
  15_000,
);
