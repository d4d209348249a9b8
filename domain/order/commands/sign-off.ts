import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, notAllowed, type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import { unusableDocument } from '../../shared/documents.ts';
import type { CommandBodies } from '../bodies.ts';
import type { CommandSpec, Outcome, Situation } from '../command.ts';
import { event } from '../events.ts';
import { partyOf } from '../rules.ts';
import { completionEvents, completionUnmet, completionWarnings } from '../visit/completion.ts';

/**
 * The customer signs after a positive (or waived) scope check. `complete: true` completes with it: both happen or neither.
 * A dummy is no signature: NO_SIGNATURE needs a reason and completes only where the pack merely advises one.
 * Source: best practices, "before collecting the signature"; SP-API proof of appointment types.
 */
export const signOff: CommandSpec<'sign-off'> = {
  command: 'sign-off',
  summary: 'Record the signature of the customer.',
  roles: ['provider', 'customer'],
  forOthers: false,
  moves: { WORK_FINISHED: ['WORK_FINISHED', 'COMPLETED', 'CLOSED'] },
  privateFields: ['signedBy', 'reason'],
  unmet: ({ state }) => [
    ...(state.scopeCheck?.positive || state.waivers.some((waiver) => waiver.requirementId === 'scope.confirmed')
      ? []
      : [unmet('scope.confirmed', 'The scope is not confirmed with the customer.', 'PROVIDER')]),
    ...notSignedYet(state),
  ],
  decide: (situation, body) => {
    if (body.complete && partyOf(situation) !== 'PROVIDER')
      return refuse({ code: 'forbidden', message: 'Only the provider completes with the signature.' });
    if (body.proofType === 'NO_SIGNATURE' && !body.reason) return refuse(invalid('/reason', 'must say why there is no signature'));
    const unusable = unusableDocument(
      situation.facts.documents,
      body.documentId === undefined ? [] : [body.documentId],
      () => '/documentId',
    );
    if (unusable) return refuse(unusable);
    const signed = event('SIGNED_OFF', { proofType: body.proofType });
    return body.complete ? signAndComplete(situation, body) : accept([signed], ['signature.collected'], unsigned(situation, body));
  },
};

/** A real signature stands; NO_SIGNATURE may be replaced by one. */
function notSignedYet(state: Situation['state']): readonly Unmet[] {
  return state.signOff?.proofType === 'CUSTOMER_SIGNATURE' ? [unmet('signature.open', 'The customer has signed already.', null)] : [];
}

function unsigned({ terms }: Situation, { proofType }: CommandBodies['sign-off']) {
  if (proofType === 'CUSTOMER_SIGNATURE') return [];
  const message =
    terms.gates.signature === 'REQUIRED'
      ? 'Without a signature the order cannot be completed unless a supervisor waives it.'
      : 'There is no signature of the customer.';
  return [{ code: 'NO_SIGNATURE', message }];
}

function signAndComplete(situation: Situation, body: CommandBodies['sign-off']): Outcome {
  const { state, now, actor } = situation;
  const signed = { ...situation, state: { ...state, signOff: { at: now, proofType: body.proofType, by: `${actor.role}:${actor.id}` } } };
  const failing = completionUnmet(signed);
  if (failing.length > 0) return refuse(notAllowed('The order cannot be completed yet.', ...failing));
  return accept(
    [event('SIGNED_OFF', { proofType: body.proofType }), ...completionEvents(signed)],
    ['signature.collected', 'completion.check-passed'],
    completionWarnings(signed),
  );
}
