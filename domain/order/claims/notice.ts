import { HOLDFAST } from '../../shared/actor.ts';
import { type Appended, appendTo } from '../../shared/deciding/append.ts';
import { isRecord } from '../../shared/reading/unreadable.ts';
import type { Instant } from '../../shared/time.ts';
import { event, type OrderEvent } from '../events.ts';
import { evolve } from '../evolve.ts';
import type { OrderState } from '../state.ts';
import { CLAIM_ENDS, type ClaimEnd } from './claims.ts';

/** What a claim tells its order; by signal, once by its id. */
export interface OrderNotice {
  readonly kind: 'claim-ended';
  /** `[A-Za-z0-9_-]`, the same for every attempt to tell it. */
  readonly noticeId: string;
  readonly claimId: string;
  readonly as: ClaimEnd;
  readonly approved: boolean;
}

/**
 * A notice is no request: nothing can be refused. What is unknown, was told before or is no notice yields nothing.
 * @param given what came, whatever it is
 * @param now the order's own time
 */
export function decideNotice(state: OrderState, given: unknown, now: Instant): Appended<OrderState, OrderEvent> {
  const notice = readNotice(given);
  if (!notice) return { events: [], state };
  const { noticeId, claimId, as, approved } = notice;
  const commandId = `notice-${noticeId}`;
  const claim = state.claims.find((one) => one.claimId === claimId);
  if (!claim || claim.ended !== null || state.handled[commandId]) return { events: [], state };
  const marks = { at: now, actor: HOLDFAST, commandId, command: 'notice' as const, step: 0, because: ['claim.ended'] };
  return appendTo(state, [event('CLAIM_ENDED', { claimId, as, approved })], marks, evolve);
}

function readNotice(given: unknown): OrderNotice | null {
  if (!isRecord(given)) return null;
  const { kind, noticeId, claimId, approved } = given;
  const as = CLAIM_ENDS.find((one) => one === given['as']);
  if (kind !== 'claim-ended' || !as || typeof approved !== 'boolean') return null;
  return typeof noticeId === 'string' && typeof claimId === 'string' ? { kind, noticeId, claimId, as, approved } : null;
}
