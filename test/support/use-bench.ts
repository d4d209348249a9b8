import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals';
import type { Store } from '../../store/contract/store.ts';
import { type Bench, type BenchOptions, createBench, openBenchStore } from './bench.ts';
import { type Engine, startEngine } from './engine.ts';

const START_MS_MAX = 60_000;

// Two busy cores, a real server: a test that needs this long is one that hangs.
jest.setTimeout(60_000);

/** Gives the file's engine while its tests run; everything is stopped after the last of them. */
export function useEngine(): () => Engine {
  let engine: Awaited<ReturnType<typeof startEngine>> | null = null;
  beforeAll(async () => {
    engine = await startEngine();
  }, START_MS_MAX);
  afterAll(async () => {
    await engine?.stop();
  }, START_MS_MAX);
  return () => {
    if (!engine) throw new Error('the engine runs only while tests do');
    return engine;
  };
}

/** Gives each test a bench with a running worker and a queue of its own; the store is the file's. */
export function useBench(options: Omit<BenchOptions, 'store'> = {}): () => Bench {
  const engine = useEngine();
  let store: Store | null = null;
  let bench: Bench | null = null;
  beforeAll(async () => {
    store = await openBenchStore();
  }, START_MS_MAX);
  beforeEach(async () => {
    if (store) bench = await createBench(engine(), { ...options, store });
    await bench?.startWorker();
  });
  afterEach(async () => {
    await bench?.close();
    bench = null;
  });
  afterAll(async () => {
    await store?.close();
  });
  return () => {
    if (!bench) throw new Error('a bench is there only while a test runs');
    return bench;
  };
}
