import { HOLDFAST } from '../../shared/actor.ts';
import { type Appended, appendTo } from '../../shared/deciding/append.ts';
import { isRecord } from '../../shared/reading/unreadable.ts';
import type { Instant } from '../../shared/time.ts';
import { type ClaimEvent, claimEvent, type NewClaimEvent } from '../events.ts';
import { evolveClaim } from '../evolve.ts';
import type { ClaimState } from '../state.ts';
import type { ClaimNotice } from './notice-kinds.ts';

/**
 * What a linked order or the claim's own order tells it. Nothing can be refused: what is unknown, was told before or is no notice
 * yields nothing. The test clock jumps ahead without its deadlines: whoever keeps the clock lets them act next, each at its own time.
 * @param given what came, whatever it is
 * @param now the claim's own time
 */
export function decideClaimNotice(state: ClaimState, given: unknown, now: Instant): Appended<ClaimState, ClaimEvent> {
  const notice = readNotice(given);
  if (!notice) return { events: [], state };
  const commandId = `notice-${notice.noticeId}`;
  if (state.ended || state.handled[commandId]) return { events: [], state };
  const marks = { at: now, actor: HOLDFAST, commandId, command: 'notice' as const, step: 0, because: [`notice.${notice.kind}`] };
  return appendTo(state, told(state, notice), marks, evolveClaim);
}

/** No test clock is further ahead: a day beyond it has no date. */
const OFFSET_MS_MAX = 8e15;

function readNotice(given: unknown): ClaimNotice | null {
  if (!isRecord(given)) return null;
  const { kind, noticeId, offsetMs, recallOrderId, outcome } = given;
  if (typeof noticeId !== 'string') return null;
  if (kind === 'clock-advanced') {
    const isClock = typeof offsetMs === 'number' && Number.isSafeInteger(offsetMs) && offsetMs <= OFFSET_MS_MAX;
    return isClock ? { kind, noticeId, offsetMs } : null;
  }
  const isOutcome = outcome === 'COMPLETED' || outcome === 'CANCELLED';
  return kind === 'recall-ended' && typeof recallOrderId === 'string' && isOutcome ? { kind, noticeId, recallOrderId, outcome } : null;
}

function told(state: ClaimState, notice: ClaimNotice): readonly NewClaimEvent[] {
  switch (notice.kind) {
    case 'clock-advanced':
      return notice.offsetMs > state.clockOffsetMs ? [claimEvent('CLOCK_ADVANCED', { offsetMs: notice.offsetMs })] : [];
    case 'recall-ended':
      return recallEnded(state, notice);
  }
}

/** The work was done again: the claim settles, unless an appeal is open; that decides then. Cancelled: support chooses again. */
function recallEnded(
  { recall, name }: ClaimState,
  { recallOrderId, outcome }: Extract<ClaimNotice, { kind: 'recall-ended' }>,
): readonly NewClaimEvent[] {
  if (recall?.recallOrderId !== recallOrderId || recall.ended !== null) return [];
  if (outcome === 'CANCELLED') return [claimEvent('REDO_CANCELLED', { recallOrderId })];
  const settled = name === 'DECIDED' ? [claimEvent('CLAIM_SETTLED', { by: 'REDO', entry: null, amount: null })] : [];
  return [claimEvent('REDO_COMPLETED', { recallOrderId }), ...settled];
}
