import { setTimeout as delay } from 'node:timers/promises';
import { randomFrom } from '../bench/statistics.ts';
import { newOrder, newProvider } from './bodies.ts';
import type { Asking, Json, PatientClient } from './client.ts';
import { sideBySide } from './group.ts';
import { expectStatus, type Lived, SHAPES, SYSTEM } from './shapes.ts';

export interface LoadOptions {
  readonly client: PatientClient;
  readonly seed: number;
  readonly orders: number;
  readonly users: number;
  readonly signal: (orderId: string, signal: Json) => Promise<void>;
  /** Resolves when the faults have come as far as order number `index` of all. */
  readonly turn: (index: number) => Promise<void>;
}

export interface Load {
  readonly lived: readonly Lived[];
  /** Orders that could not be lived as their story wants, with why. */
  readonly broken: readonly { readonly orderId: string; readonly why: string }[];
  readonly begun: () => number;
  readonly over: Promise<void>;
}

const PROVIDERS = 5;
const THINK_MS_MAX = 40;

/** Users side by side, each with one order at a time; shape, provider and pauses of each order are drawn from the seed. */
export function startLoad({ client, seed, orders, users, signal, turn }: LoadOptions): Load {
  const lived: Lived[] = [];
  const broken: { orderId: string; why: string }[] = [];
  const shapes = Object.entries(SHAPES);
  let begun = 0;

  async function live(index: number): Promise<void> {
    const random = randomFrom(seed * 1_000_003 + index);
    const [shape = '', play] = shapes[index % shapes.length] ?? [];
    const orderId = `fault-${seed}-${index}`;
    const providerId = `prov-${Math.floor(random() * PROVIDERS)}`;
    // Every second order of each shape is lived to its end, the others stay open.
    const isEnded = Math.floor(index / shapes.length) % 2 === 0;
    const pause = () => delay(random() * THINK_MS_MAX);
    const creating: Asking = { orderId, method: 'POST', path: '/v1/orders', token: SYSTEM, body: newOrder(orderId, providerId, isEnded) };
    try {
      expectStatus(await client.ask(creating), creating, 201, 200);
      const expected = await play?.({ client, orderId, provider: `dev-provider:${providerId}`, isEnded, signal, pause });
      if (expected) lived.push({ orderId, shape, ...expected });
    } catch (error) {
      broken.push({ orderId, why: error instanceof Error ? error.message : String(error) });
    }
  }

  async function all(): Promise<void> {
    for (let number = 0; number < PROVIDERS; number += 1) {
      const path = `/v1/providers/prov-${number}`;
      const registering: Asking = { orderId: '', method: 'PUT', path, token: SYSTEM, body: newProvider(`prov-${number}`) };
      expectStatus(await client.ask(registering), registering, 200, 201);
    }
    await sideBySide(Array.from({ length: orders }), users, async (_none, index) => {
      await turn(index);
      begun += 1;
      await live(index);
    });
  }
  return { lived, broken, begun: () => begun, over: all() };
}
