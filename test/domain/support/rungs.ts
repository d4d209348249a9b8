import type { OrderEvent } from '../../../domain/order/events.ts';
import { iso } from '../../../domain/shared/time.ts';

/** The rungs among some events, one line each: when, which ladder and rung, what it does and to whom. */
export function rungs(events: readonly OrderEvent[], ladder?: string): readonly string[] {
  return events.flatMap((event) => {
    if (event.type !== 'RUNG_REACHED' || (ladder !== undefined && event.data.ladder !== ladder)) return [];
    const { rung, action, to, channel, skipped } = event.data;
    return [`${iso(event.at).slice(0, 19)} ${event.data.ladder} ${rung} ${action} ${to} ${channel}${skipped ? ' skipped' : ''}`];
  });
}

export function at(text: string): number {
  return Date.parse(text);
}
