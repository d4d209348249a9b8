import { Gauge, Registry } from 'prom-client';
import type { Store, StoreFigures } from '../store/contract/store.ts';
import type { MetricsSource } from './meters.ts';
import { within } from './text.ts';

const KEPT_MS = 5_000;
const ANSWER_MS_MAX = 2_500;

/** One reading, and what it is called. Every process reads the same truth: take max(), never sum(). */
const READINGS: readonly {
  readonly name: string;
  readonly help: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly of: (figures: StoreFigures) => number;
}[] = [
  { name: 'holdfast_commands_undecided', help: 'Commands that nobody has decided yet', of: (f) => f.undecided },
  { name: 'holdfast_commands_oldest_undecided_seconds', help: 'Age of the oldest of them; 0: none', of: (f) => f.oldestUndecidedSeconds },
  reading('holdfast_diverged', 'Where the store and the workflow differ', 'order', (f) => f.divergedOrders),
  reading('holdfast_diverged', 'Where the store and the workflow differ', 'claim', (f) => f.divergedClaims),
  reading('holdfast_deadlines_late', 'Open, and their next deadline passed over two minutes ago', 'order', (f) => f.lateOrders),
  reading('holdfast_deadlines_late', 'Open, and their next deadline passed over two minutes ago', 'claim', (f) => f.lateClaims),
  { name: 'holdfast_messages_failed', help: 'Messages that could not be delivered', of: (f) => f.messagesFailed },
  { name: 'holdfast_messages_queued', help: 'Messages that are to be sent', of: (f) => f.messagesQueued },
  { name: 'holdfast_messages_oldest_queued_seconds', help: 'Age of the oldest of them; 0: none', of: (f) => f.oldestQueuedSeconds },
];

function reading(name: string, help: string, subject: string, of: (figures: StoreFigures) => number) {
  return { name, help, labels: { subject }, of };
}

/**
 * The store's state as gauges, read at most every five seconds, however often it is scraped. Where the store does not answer
 * they are left out, since old figures would look like good ones, and `holdfast_store_up` is 0.
 */
export function storeFigures(store: Pick<Store, 'figures' | 'pool'>): MetricsSource {
  let kept: { readonly at: number; readonly figures: Promise<StoreFigures | null> } | null = null;
  return () => {
    const now = performance.now();
    if (kept === null || now - kept.at > KEPT_MS)
      kept = { at: now, figures: within<StoreFigures | null>(ANSWER_MS_MAX, () => store.figures(), null) };
    return kept.figures.then((figures) => textOf(figures, store.pool()));
  };
}

async function textOf(figures: StoreFigures | null, pool: ReturnType<Store['pool']>): Promise<string> {
  const registry = new Registry();
  const gauges = new Map<string, Gauge>();
  const set = (name: string, help: string, labels: Readonly<Record<string, string>>, value: number): void => {
    const gauge = gauges.get(name) ?? new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry] });
    gauges.set(name, gauge);
    gauge.set(labels, value);
  };
  set('holdfast_store_up', '1: the store answered; 0: it did not, and its figures are left out', {}, figures ? 1 : 0);
  for (const [state, connections] of Object.entries(pool))
    set('holdfast_pool_connections', 'Connections of this process to the store; waiting: callers without one', { state }, connections);
  if (figures) for (const { name, help, labels = {}, of } of READINGS) set(name, help, labels, of(figures));
  return registry.metrics();
}
