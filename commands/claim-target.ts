import type { ClaimCommand, ClaimCommandRequest } from '../domain/claim/command.ts';
import { decideOnClaim } from '../domain/claim/decide.ts';
import type { ClaimEvent } from '../domain/claim/events.ts';
import { redactClaim } from '../domain/claim/redact.ts';
import { requireKnownRules, rulesOf } from '../domain/shared/rules.ts';
import type { ClaimRecord, InboxRow } from '../store/contract/store.ts';
import { faultOf } from '../store/engine/fault.ts';
import { authorityNow } from './authority.ts';
import { claimFacts } from './claim-facts.ts';
import type { Target } from './target.ts';
import type { Way } from './way.ts';

export function claimTarget(way: Way, claim: ClaimRecord): Target<ClaimEvent> {
  const { store, gateway, answerWithinMs } = way;
  const { orderId, claimId, state, terms } = claim;
  const ref = { orderId, claimId };
  return {
    ids: ref,
    ended: state.ended,
    hasStarted: claim.workflowStartedAt !== null,
    reload: async () => {
      const now = await store.claims.get(claimId);
      return now && claimTarget(way, now);
    },
    ask: async (row) => gateway.claims.send(ref, await claimRequestOf(way, claim, row), answerWithinMs),
    begin: () => beginClaim(way, claimId),
    record: (events) => store.claims.record(claimId, events),
    eventsAfter: (sequence) => gateway.claims.eventsAfter(ref, sequence),
    // A claim that is over takes no command: the rules refuse each one, and say why.
    decideEnded: async (row) => {
      requireKnownRules(rulesOf(state));
      return decideOnClaim({ state, terms }, await claimRequestOf(way, claim, row));
    },
    afterEnded: async () => undefined,
  };
}

/** Starts a claim's workflow from the store; what its events ask for is done once by its key, and nobody knows how far a lost one came. */
export async function beginClaim({ store, gateway, logger }: Way, claimId: string): Promise<void> {
  const claim = await store.claims.get(claimId);
  if (!claim || claim.state.ended) return;
  const { orderId, state, terms } = claim;
  try {
    const opening = (await store.claims.timeline(claimId)).map(({ event }) => event);
    await gateway.claims.start({ rules: rulesOf(state), state, terms, opening });
    await store.claims.markWorkflowStarted(claimId);
  } catch (error) {
    logger.warn({ orderId, claimId, ...faultOf(error) }, 'the workflow is started later');
  }
}

/** A row as the rules of claims get it: texts replaced by a marker, facts beside each command. */
async function claimRequestOf(
  way: Pick<Way, 'store' | 'marketplaceNames'>,
  claim: ClaimRecord,
  row: InboxRow,
): Promise<ClaimCommandRequest> {
  if (!row.claim) throw new Error('not a command of a claim');
  const { actor, expectedVersion, commands: given } = row.claim;
  const authority = await authorityNow(way, row.claim.authority);
  const commands: ClaimCommand[] = [];
  for (const one of given) {
    commands.push({
      command: one.command,
      body: redactClaim(one.command, one.body),
      facts: await claimFacts(way.store, claim, one, actor),
      ...(one.occurredAt === undefined ? {} : { occurredAt: one.occurredAt }),
    });
  }
  return {
    commandId: row.commandId,
    actor,
    authority,
    receivedAt: row.receivedAt,
    commands,
    ...(expectedVersion === null ? {} : { expectedVersion }),
  };
}
