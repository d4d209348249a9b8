import { setTimeout as delay } from 'node:timers/promises';
import type { Deployment, Serving } from '../test/support/deployment.ts';

/** One place where a process of the program runs: whatever ends it, another one is started there, as any supervisor does. */
export interface Post {
  readonly kind: 'api' | 'worker';
  /** Where it is reached, or was last. */
  readonly url: string;
  readonly isUp: boolean;
  /** Ends it and starts the next one. @returns how long nobody served at this post, ms */
  kill(): Promise<number>;
  /** SIGTERM, and the next one. @returns how it ended */
  stop(): Promise<Stopped>;
  /** Times that it ended by itself, with what it said. */
  readonly ownEnds: readonly string[];
}

export interface Stopped {
  readonly exitCode: number;
  readonly exitMs: number;
}

export interface Posts {
  readonly apis: readonly Post[];
  readonly workers: readonly Post[];
  /** From now on nothing is started again. */
  retire(): void;
}

const AGAIN_MS = 500;

export interface PostsOptions {
  readonly apis: number;
  readonly workers: number;
  /** As `How.built`: absent, from the sources. */
  readonly built?: string;
}

export async function startPosts(deployment: Deployment, { apis, workers, built }: PostsOptions): Promise<Posts> {
  let isRetired = false;
  const retire = (): void => {
    isRetired = true;
  };
  const serve = (kind: Post['kind']) => deployment.serve(kind, {}, built === undefined ? {} : { built });
  const start = (kind: Post['kind']) =>
    startPost(
      kind,
      () => serve(kind),
      () => isRetired,
    );
  const of = (kind: Post['kind'], count: number) => Promise.all(Array.from({ length: count }, () => start(kind)));
  const [workerPosts, apiPosts] = [await of('worker', workers), await of('api', apis)];
  return { apis: apiPosts, workers: workerPosts, retire };
}

async function startPost(kind: Post['kind'], serve: () => Promise<Serving>, isRetired: () => boolean): Promise<Post> {
  const ownEnds: string[] = [];
  let serving: Serving = await serve();
  let isUp = true;
  let isOurs = false;
  watch(serving);

  async function restart(): Promise<void> {
    while (!isRetired()) {
      try {
        serving = await serve();
        isOurs = false;
        isUp = true;
        watch(serving);
        return;
      } catch {
        // The database or Temporal is away just now: it says so in one sentence and ends, and is started again.
        await delay(AGAIN_MS);
      }
    }
  }

  /** What ends without having been told to is started again as well. */
  function watch(one: Serving): void {
    void one.ended.then((code) => {
      if (isOurs || isRetired() || one !== serving) return;
      isUp = false;
      ownEnds.push(`exit ${code}: ${one.text().trim().split('\n').at(-1) ?? ''}`);
      void restart();
    });
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Stopped> {
    const startedAt = performance.now();
    isOurs = true;
    isUp = signal === 'SIGTERM' && isUp;
    serving.child.kill(signal);
    const exitCode = await serving.ended;
    isUp = false;
    return { exitCode, exitMs: performance.now() - startedAt };
  }

  return {
    kind,
    ownEnds,
    get url() {
      return serving.url;
    },
    get isUp() {
      return isUp;
    },
    kill: async () => {
      const startedAt = performance.now();
      await end('SIGKILL');
      await restart();
      return performance.now() - startedAt;
    },
    stop: async () => {
      const stopped = await end('SIGTERM');
      await restart();
      return stopped;
    },
  };
}
