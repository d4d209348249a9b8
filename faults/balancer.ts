import { setTimeout as delay } from 'node:timers/promises';
import type { Post } from './processes.ts';

export interface Balancer {
  /** The addresses that answered 200 when they were last asked; waits for nobody. */
  readonly ready: () => readonly string[];
  stop(): Promise<void>;
}

const LOOK_MS = 200;
const LOOK_MS_MAX = 2_000;

/** As a load balancer does it: asks `/readyz` of each API five times a second, and sends nothing to one that has not said yes. */
export async function startBalancer(apis: readonly Post[]): Promise<Balancer> {
  let isOver = false;
  const ready = new Map<Post, string>();
  const look = async (api: Post): Promise<void> => {
    const { url } = api;
    if (await saysReady(url)) ready.set(api, url);
    else ready.delete(api);
  };
  await Promise.all(apis.map(look));
  const watching = Promise.all(
    apis.map(async (api) => {
      while (!isOver) {
        await look(api);
        await delay(LOOK_MS);
      }
    }),
  );
  return {
    ready: () => [...ready.values()],
    stop: async () => {
      isOver = true;
      await watching;
    },
  };
}

async function saysReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(LOOK_MS_MAX) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false; // nobody listens, or it was killed while it answered
  }
}
