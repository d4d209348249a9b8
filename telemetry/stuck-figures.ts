import { Gauge, Registry } from 'prom-client';
import type { Store, Stuck } from '../store/contract/store.ts';
import type { MetricsSource } from './meters.ts';
import { within } from './text.ts';

const KEPT_MS = 5_000;
const ANSWER_MS_MAX = 2_500;
/** So many are named; how many there are is said beside it. Where more stand still it is the code, and none of them needs a name. */
const NAMED_MAX = 50;

interface Read {
  readonly counts: { readonly orders: number; readonly claims: number };
  readonly named: readonly Stuck[];
}

/** Orders and claims whose workflow stands still: how many, and the oldest by name, so that an alarm says which. Read as the store's figures. */
export function stuckFigures(store: Pick<Store, 'stuck'>): MetricsSource {
  let kept: { readonly at: number; readonly read: Promise<Read | null> } | null = null;
  return async () => {
    const now = performance.now();
    if (kept === null || now - kept.at > KEPT_MS) kept = { at: now, read: within<Read | null>(ANSWER_MS_MAX, () => read(store), null) };
    const found = await kept.read;
    return found ? textOf(found) : '';
  };
}

async function read({ stuck }: Pick<Store, 'stuck'>): Promise<Read> {
  const [counts, named] = await Promise.all([stuck.counts(), stuck.list(NAMED_MAX)]);
  return { counts, named };
}

function textOf({ counts, named }: Read): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const count = new Gauge({
    name: 'holdfast_stuck',
    help: 'Whose workflow stands still: it decides nothing',
    labelNames: ['subject'],
    registers,
  });
  count.set({ subject: 'order' }, counts.orders);
  count.set({ subject: 'claim' }, counts.claims);
  const since = new Gauge({
    name: 'holdfast_stuck_since_timestamp_seconds',
    help: 'Since when the workflow of this order or claim stands still; the oldest 50',
    labelNames: ['subject', 'order', 'claim', 'why'],
    registers,
  });
  for (const { orderId, claimId, why, since: at } of named)
    since.set({ subject: claimId === undefined ? 'order' : 'claim', order: orderId, claim: claimId ?? '', why }, at / 1e3);
  return registry.metrics();
}
