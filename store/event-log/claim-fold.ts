import { type ClaimDetails, evolveClaimDetails } from '../../domain/claim/details.ts';
import { claimEffectsOf } from '../../domain/claim/effects.ts';
import type { ClaimEvent } from '../../domain/claim/events.ts';
import { evolveClaim } from '../../domain/claim/evolve.ts';
import { privateClaimTexts } from '../../domain/claim/redact.ts';
import type { ClaimState } from '../../domain/claim/state.ts';
import { privateTexts } from '../../domain/order/redact.ts';
import { HOLDFAST } from '../../domain/shared/actor.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { AnyGivenCommand, GivenClaimCommand, GivenCommand, MessageRow } from '../contract/store.ts';
import { claimEventHash } from './chain.ts';
import { queuedMessage } from './fold.ts';
import { type Linked, withoutWords } from './log.ts';
import { newSalt, textsHashOf } from './text-digests.ts';

/** A claim's state and details after some event, and the hash of that event. */
export interface FoldedClaim {
  readonly state: ClaimState;
  readonly details: ClaimDetails;
  readonly lastHash: string;
}

export interface ClaimStep {
  readonly folded: FoldedClaim;
  readonly linked: Linked<ClaimEvent>;
  readonly messages: readonly MessageRow[];
}

type Before = Omit<FoldedClaim, 'state'> & { readonly state: ClaimState | null };

/** One event further: state, details, the event's place in the claim's chain, and the messages that follow from it. */
export function foldClaimEvent(before: Before, given: ClaimEvent, commands: readonly AnyGivenCommand[] | null): ClaimStep {
  const event = withoutWords(given);
  const texts = textsOf(event, commands);
  const state = evolveClaim(before.state, event);
  const details = evolveClaimDetails(before.details, event, texts);
  const salt = newSalt();
  const textsHash = textsHashOf(texts, salt);
  const hash = claimEventHash(before.lastHash, state.claimId, event, textsHash);
  const messages = claimEffectsOf(event, state).flatMap((effect) =>
    effect.kind === 'message' ? [queuedMessage(effect.message, { orderId: state.orderId, from: HOLDFAST, createdAt: event.at })] : [],
  );
  return {
    folded: { state, details, lastHash: hash },
    linked: { orderId: state.orderId, event, texts, salt, textsHash, previousHash: before.lastHash, hash },
    messages,
  };
}

/** The words of a claim are in the row of the order's `file-claim`; those of its commands in rows of their own. */
function textsOf(event: ClaimEvent, commands: readonly AnyGivenCommand[] | null): PrivateData | null {
  if (event.type === 'CLAIM_OPENED') {
    const filed = commands?.find((one): one is GivenCommand<'file-claim'> => one.command === 'file-claim');
    return filed ? privateTexts('file-claim', filed.body) : null;
  }
  const given = event.command === 'file-claim' ? undefined : (commands?.[event.step] as GivenClaimCommand | undefined);
  return given ? privateClaimTexts(given.command, given.body) : null;
}
