import { openClaim } from '../../order/claims/claims.ts';
import type { OrderState } from '../../order/state.ts';
import type { ClaimPiece, Terms } from '../../policy/terms.ts';
import type { Condition, ConditionFact } from '../../shared/condition.ts';
import type { DocumentFact } from '../../shared/documents.ts';
import { type Instant, iso, localDay } from '../../shared/time.ts';
import type { ClaimantRole, FileClaimBody } from '../bodies.ts';

export interface Filing {
  readonly body: FileClaimBody;
  readonly documents: readonly DocumentFact[];
}

export interface Eligibility {
  readonly eligible: 'YES' | 'NO' | 'REQUIRES_ACTION';
  readonly closesAt: Instant | null;
  readonly conditions: readonly Condition[];
}

interface Question {
  readonly state: OrderState;
  readonly terms: Terms;
  readonly claimantRole: ClaimantRole;
  /** Receipt of the claim, or the time of asking; the order's own time. */
  readonly now: Instant;
  /** Null: nothing is filed yet. */
  readonly filing: Filing | null;
}

/**
 * The one answer to "may this be claimed?", before a claim is filed and when it is: the API, the console, the claim page and
 * the refusal all read it. What the claim itself would supply is REQUIRES_ACTION before it is filed.
 * Source: Partner Network FAQ, "When can I raise a claim" and "How do I raise a claim".
 */
export function claimEligibility(question: Question): Eligibility {
  const conditions = [
    programme(question),
    enrolled(question),
    completed(question),
    windowOpen(question),
    contactedFirst(question),
    documentsComplete(question),
    noneOpen(question),
  ];
  const has = (verdict: Condition['verdict']): boolean => conditions.some((one) => one.verdict === verdict);
  const eligible = has('FAILED') ? 'NO' : has('REQUIRES_ACTION') ? 'REQUIRES_ACTION' : 'YES';
  return { eligible, closesAt: question.state.claimWindow?.closesAt ?? null, conditions };
}

function programme({ terms, claimantRole, state }: Question): Condition {
  const { claimWindow, policy } = terms;
  const fact = factOf(1, 'ORDER_CREATED', {
    marketplaceId: state.marketplaceId,
    policy: `${policy.id}@${policy.version}`,
    programme: claimWindow?.programme ?? null,
    claimant: claimWindow?.claimant ?? null,
  });
  if (!claimWindow)
    return { id: 'programme.marketplace', verdict: 'FAILED', message: 'No guarantee programme applies in this marketplace.', fact };
  if (claimWindow.claimant !== claimantRole) {
    const message = `Under ${claimWindow.programme} the ${claimWindow.claimant.toLowerCase()} claims, not the ${claimantRole.toLowerCase()}.`;
    return { id: 'programme.marketplace', verdict: 'FAILED', message, fact };
  }
  return { id: 'programme.marketplace', verdict: 'PASSED', message: `${claimWindow.programme} applies.`, fact };
}

/** As it was when the order was completed: what the partner did afterwards neither helps nor harms. */
function enrolled({ state, terms }: Question): Condition {
  const id = 'partner.enrolled';
  const partner = state.partnerAtCompletion;
  const fact = factOf(state.completedSequence, 'ORDER_COMPLETED', {
    providerId: state.providerId,
    enrolled: partner?.enrolled ?? null,
    badge: partner?.badge ?? null,
    asOf: state.completedAt === null ? null : iso(state.completedAt),
  });
  if (terms.claimWindow?.enrolment !== 'REQUIRED')
    return { id, verdict: 'NOT_APPLICABLE', message: 'The programme asks for no enrolment of the partner.', fact };
  if (state.completedAt === null) {
    const message = 'Whether the partner is enrolled is judged when the order is completed.';
    return { id, verdict: 'REQUIRES_ACTION', message, fact, fix: 'Wait for the completion of the order.' };
  }
  if (partner?.enrolled && partner.badge)
    return { id, verdict: 'PASSED', message: 'The partner was enrolled and had its badge at completion.', fact };
  if (!partner) return { id, verdict: 'FAILED', message: 'It is not on record that the partner was enrolled at completion.', fact };
  const what = partner.enrolled ? 'had no badge' : 'was not enrolled in the programme';
  return { id, verdict: 'FAILED', message: `The partner ${what} when the order was completed.`, fact };
}

function completed({ state }: Question): Condition {
  const id = 'order.completed';
  const fact = factOf(state.completedSequence, 'ORDER_COMPLETED', {
    state: state.name,
    completedAt: state.completedAt === null ? null : iso(state.completedAt),
  });
  if (state.completedAt !== null) return { id, verdict: 'PASSED', message: 'The order is completed.', fact };
  if (state.name === 'CANCELLED') return { id, verdict: 'FAILED', message: 'The order was cancelled.', fact };
  const fix = 'The provider completes the order.';
  return { id, verdict: 'REQUIRES_ACTION', message: 'The order is not completed yet.', fact, fix };
}

/** Receipt before `closesAt` is in time, to the millisecond; the window is half-open. */
function windowOpen({ state, terms, now, filing }: Question): Condition {
  const id = 'window.open';
  const window = state.claimWindow;
  if (!terms.claimWindow) return { id, verdict: 'NOT_APPLICABLE', message: 'There is no claim window.', fact: NO_FACT };
  if (!window) {
    const fact = factOf(null, '', { days: terms.claimWindow.days, timeZone: state.timeZone });
    const message = `The window of ${terms.claimWindow.days} days opens when the order is completed.`;
    return { id, verdict: state.name === 'CANCELLED' ? 'FAILED' : 'REQUIRES_ACTION', message, fact };
  }
  const lastDay = localDay(window.closesAt - 1, window.timeZone);
  const fact = factOf(state.completedSequence, 'ORDER_COMPLETED', {
    completedOn: localDay(window.opensAt, window.timeZone),
    timeZone: window.timeZone,
    days: window.days,
    lastDay,
    closesAt: iso(window.closesAt),
    judgedAt: iso(now),
  });
  if (now < window.closesAt) {
    const message = `Claims are taken to the end of ${lastDay} in ${window.timeZone}, that is before ${iso(window.closesAt)}.`;
    return { id, verdict: 'PASSED', message, fact };
  }
  const over = `The window ended with ${lastDay} in ${window.timeZone}, at ${iso(window.closesAt)}`;
  if (filing?.body.exception) return { id, verdict: 'PASSED', message: `${over}; a supervisor admits the claim as an exception.`, fact };
  return { id, verdict: 'FAILED', message: `${over}.`, fact, fix: 'A supervisor may admit the claim as an exception.' };
}

/** An issue on file proves it; else the claimant's word is taken, and marked as such. */
function contactedFirst({ state, terms, filing }: Question): Condition {
  const id = 'partner.contacted_first';
  const issue = state.issues[0];
  const stated = filing?.body.raisedWithPartner;
  if (terms.claimWindow?.partnerFirst !== 'REQUIRED')
    return { id, verdict: 'NOT_APPLICABLE', message: 'The partner need not be approached first.', fact: NO_FACT };
  if (issue) {
    const fact = factOf(issue.sequence, 'ISSUE_RAISED', { basis: 'RECORD', issueId: issue.issueId, at: iso(issue.at) });
    return { id, verdict: 'PASSED', message: `The partner was told on ${iso(issue.at)}: issue ${issue.issueId} is on file.`, fact };
  }
  if (stated) {
    const { at, channel, outcome } = stated;
    const fact = factOf(null, '', { basis: 'STATEMENT', at, channel, outcome });
    return { id, verdict: 'PASSED', message: 'The claimant states that the partner was approached first; no issue is on file.', fact };
  }
  const fix = 'Raise the issue with the partner (raise-issue), or say in the claim when and how that was done.';
  return { id, verdict: 'REQUIRES_ACTION', message: 'The partner must be approached first.', fact: NO_FACT, fix };
}

const PIECE_NAMES: Readonly<Record<ClaimPiece, string>> = {
  PARTNER_NAME: 'the name of the partner',
  RECEIPT: 'an invoice or payment receipt',
  SCOPE: 'the agreed scope of services',
};

/** Source: Partner Network FAQ, "certain basic details", a) to d). */
function documentsComplete({ terms, filing }: Question): Condition {
  const id = 'documents.complete';
  const pieces = terms.claimWindow?.pieces ?? [];
  if (pieces.length === 0) return { id, verdict: 'NOT_APPLICABLE', message: 'The programme asks for no documents.', fact: NO_FACT };
  const missing = pieces.filter((piece) => !isGiven(piece, filing));
  const fact = factOf(null, '', { needed: pieces.join(', '), missing: missing.join(', ') || null });
  if (missing.length === 0) return { id, verdict: 'PASSED', message: 'The claim has all that the programme asks for.', fact };
  const names = missing.map((piece) => PIECE_NAMES[piece]).join(', ');
  const message = filing ? `The claim lacks ${names}.` : `The claim needs ${names}.`;
  return { id, verdict: 'REQUIRES_ACTION', message, fact, fix: `Give ${names} with the claim; documents are uploaded first.` };
}

function isGiven(piece: ClaimPiece, filing: Filing | null): boolean {
  if (!filing) return false;
  const { partnerName, receiptDocumentId, agreedScope } = filing.body;
  switch (piece) {
    case 'PARTNER_NAME':
      return Boolean(partnerName?.trim());
    case 'SCOPE':
      return Boolean(agreedScope?.trim());
    case 'RECEIPT':
      return filing.documents.some((document) => document.documentId === receiptDocumentId && document.usable);
  }
}

function noneOpen({ state }: Question): Condition {
  const id = 'claim.none_open';
  const open = openClaim(state);
  if (!open) return { id, verdict: 'PASSED', message: 'No claim is open.', fact: factOf(null, '', { claims: state.claims.length }) };
  const fact = factOf(open.sequence, 'CLAIM_FILED', { claimId: open.claimId, filedAt: iso(open.filedAt) });
  return { id, verdict: 'FAILED', message: `Claim ${open.claimId} is open.`, fact, fix: 'Follow the open claim to its end.' };
}

const NO_FACT: ConditionFact = { event: null, values: {} };

function factOf(sequence: number | null, type: string, values: ConditionFact['values']): ConditionFact {
  return { event: sequence === null ? null : { sequence, type }, values };
}
