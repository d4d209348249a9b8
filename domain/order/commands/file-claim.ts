import type { FileClaimBody } from '../../claim/bodies.ts';
import { claimEligibility } from '../../claim/filing/eligibility.ts';
import type { ContactedFirst } from '../../claim/state.ts';
import type { Party } from '../../shared/actor.ts';
import type { Condition, ConditionId } from '../../shared/condition.ts';
import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { forbidden, invalid, type Refusal, type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import { unusableDocument } from '../../shared/documents.ts';
import { ruledBy, rulesOf } from '../../shared/rules.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event } from '../events.ts';
import { ORDER_STATES } from '../state.ts';

/** Claims of one order, one after another; far above what happens. */
const CLAIMS_MAX = 20;

/**
 * Filing is a command of the order: in time and none open are decided in one place, by the receipt time of the request.
 * Every state knows it, so that the refusal explains instead of naming a state.
 * Source: Partner Network FAQ, "When can I raise a claim".
 */
export const fileClaim: CommandSpec<'file-claim'> = {
  command: 'file-claim',
  summary: 'File a claim under the guarantee programme.',
  roles: ['customer', 'system', 'support'],
  forOthers: true,
  moves: stays(...ORDER_STATES),
  privateFields: ['claimant.name', 'partnerName', 'agreedScope', 'description', 'exception.reason'],
  explains: 'ALL',
  unmet: (situation) => [...notClaimant(situation), ...unmetBefore(situation)],
  decide: (situation, body) => {
    const refusal = callerRefusal(situation, body) ?? valueRefusal(situation, body) ?? eligibilityRefusal(situation, body);
    if (refusal) return refuse(refusal);
    const { state, commandId } = situation;
    const filed = event('CLAIM_FILED', {
      ...ruledBy(rulesOf(state)),
      claimId: claimIdOf(body, commandId),
      claimant: { role: body.claimant.role, id: body.claimant.id },
      desiredRemedy: body.desiredRemedy,
      contactedFirst: contactedFirst(situation, body),
      documentIds: [...new Set([...(body.receiptDocumentId ? [body.receiptDocumentId] : []), ...(body.documentIds ?? [])])],
      isException: isLate(situation),
      deciders: state.deciders,
      clockOffsetMs: state.clockOffsetMs,
    });
    return accept([filed], [isLate(situation) ? 'claim.exception' : 'claim.in-time', 'claim.eligible']);
  },
};

function claimIdOf({ claimId }: FileClaimBody, commandId: string): string {
  return claimId ?? `cl-${commandId}`.slice(0, 100);
}

/** What stands against a claim whatever it says; what the claim itself would supply is left to it. */
function unmetBefore({ state, terms, now }: Situation): readonly Unmet[] {
  const claimantRole = terms.claimWindow?.claimant ?? 'CUSTOMER';
  const { conditions } = claimEligibility({ state, terms, claimantRole, now, filing: null });
  return conditions
    .filter(({ id, verdict }) => verdict === 'FAILED' || (verdict === 'REQUIRES_ACTION' && !SUPPLIED.has(id)))
    .map(({ id, message }) => unmet(id, message, CLEARED_BY[id] ?? null));
}

/** A form for somebody who cannot claim here says so; the command itself refuses by the body's claimant. */
function notClaimant({ actor, terms }: Situation): readonly Unmet[] {
  const claimant = terms.claimWindow?.claimant;
  if (!claimant) return [];
  const isOther = (actor.role === 'customer' && claimant !== 'CUSTOMER') || (actor.role === 'system' && claimant !== 'SELLER');
  return isOther ? [unmet('claim.claimant', 'This party does not claim under the programme of this order.', null)] : [];
}

const SUPPLIED: ReadonlySet<ConditionId> = new Set<ConditionId>(['partner.contacted_first', 'documents.complete']);

const CLEARED_BY: Readonly<Partial<Record<ConditionId, Party>>> = {
  'order.completed': 'PROVIDER',
  'partner.enrolled': 'PROVIDER',
  'window.open': 'SUPERVISOR',
  'claim.none_open': 'SUPPORT',
};

/** A customer's claim is the customer's, a seller's comes from its backend, support files for either. */
function callerRefusal({ actor }: Situation, { claimant, exception }: FileClaimBody): Refusal | null {
  if (exception && actor.role !== 'supervisor') return forbidden('Only a supervisor admits an exception.');
  if (actor.role === 'support' || actor.role === 'supervisor') return null;
  const own = claimant.role === 'CUSTOMER' ? 'customer' : 'system';
  return actor.role === own ? null : forbidden(`A claim of the ${claimant.role.toLowerCase()} is not yours to file.`);
}

function valueRefusal({ state, terms, facts, now, commandId }: Situation, body: FileClaimBody): Refusal | null {
  const { claimant, raisedWithPartner, receiptDocumentId, documentIds = [] } = body;
  const receiptIds = receiptDocumentId === undefined ? [] : [receiptDocumentId];
  const party = claimant.role === 'CUSTOMER' ? state.customerId : state.sellerId;
  if (claimant.id !== party) return invalid('/claimant/id', 'is no party of this order');
  const claimId = claimIdOf(body, commandId);
  if (facts.claimIdTaken || state.claims.some((claim) => claim.claimId === claimId)) return invalid('/claimId', 'is taken');
  if (state.claims.length >= CLAIMS_MAX) return invalid('/claimId', `${CLAIMS_MAX} claims were filed for this order; no more are taken`);
  const said = raisedWithPartner ? Date.parse(raisedWithPartner.at) : now;
  if (Number.isNaN(said)) return invalid('/raisedWithPartner/at', 'is not an instant with an offset');
  if (said > now) return invalid('/raisedWithPartner/at', 'lies in the future');
  return (
    unusableDocument(facts.documents, documentIds, (index) => `/documentIds/${index}`) ??
    (asksForReceipt(terms) ? null : unusableDocument(facts.documents, receiptIds, () => '/receiptDocumentId'))
  );
}

/** Where the programme asks for it, a receipt that cannot be used is a condition that is not met, explained with the others. */
function asksForReceipt({ claimWindow }: Situation['terms']): boolean {
  return claimWindow?.pieces.includes('RECEIPT') ?? false;
}

function eligibilityRefusal({ state, terms, now, facts }: Situation, body: FileClaimBody): Refusal | null {
  const filing = { body, documents: facts.documents ?? [] };
  const { eligible, conditions } = claimEligibility({ state, terms, claimantRole: body.claimant.role, now, filing });
  if (eligible === 'YES') return null;
  const first = conditions.find(({ verdict }) => verdict === 'FAILED') ?? conditions.find(isUnmet);
  return { code: 'claim_not_eligible', message: first?.message ?? 'The claim is not eligible.', conditions };
}

function isUnmet({ verdict }: Condition): boolean {
  return verdict === 'FAILED' || verdict === 'REQUIRES_ACTION';
}

function isLate({ state, now }: Situation): boolean {
  return state.claimWindow !== null && now >= state.claimWindow.closesAt;
}

function contactedFirst({ state, terms }: Situation, { raisedWithPartner }: FileClaimBody): ContactedFirst {
  const issue = state.issues[0];
  if (issue) return { basis: 'RECORD', issueId: issue.issueId, sequence: issue.sequence, at: issue.at };
  if (!raisedWithPartner || terms.claimWindow?.partnerFirst !== 'REQUIRED') return { basis: 'NOT_ASKED' };
  const { at, channel, outcome } = raisedWithPartner;
  return { basis: 'STATEMENT', channel, outcome, at: Date.parse(at) };
}
