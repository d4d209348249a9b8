import type { ClaimCommandName } from '../../domain/claim/bodies.ts';
import type { ClaimCommandSpec } from '../../domain/claim/command.ts';
import { CLAIM_COMMANDS } from '../../domain/claim/commands/index.ts';
import { claimRightRefusal } from '../../domain/claim/decide.ts';
import type { ClaimRecord, GivenClaimCommand } from '../../store/contract/store.ts';
import { accessOf, grantOf } from '../auth/access.ts';
import type { Caller } from '../auth/auth.ts';
import { actorOf, behalfErrors, behalfProblem, claimedBy, onBehalfOf } from '../auth/on-behalf.ts';
import { invalidProblem, type Problem } from '../http/problems.ts';
import { type Reply, refusedBy } from '../http/reply.ts';
import { expectedVersion, newRequest } from '../http/request.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { claimCommandReply } from '../presenters/claim-answer.ts';
import { claimCommandOperation } from '../reference/operation-id.ts';
import { pendingAnswer } from '../schemas/answers.ts';
import { CLAIM_COMMAND_SCHEMAS, claimCommandAnswer } from '../schemas/claims.ts';
import { visibleClaim } from './claims.ts';

/** One route for each command of a claim, from the table of the commands. */
export function claimCommandRoutes(): readonly Route[] {
  return Object.values(CLAIM_COMMANDS).map((spec) => claimCommandRoute(spec as unknown as ClaimCommandSpec));
}

function claimCommandRoute(spec: ClaimCommandSpec): Route {
  const { command, summary, roles, forOthers, moves } = spec;
  return route<ClaimRecord, object>({
    method: 'post',
    path: `/v1/claims/{claimId}/commands/${command}`,
    operationId: claimCommandOperation(command),
    tag: 'Claims',
    summary,
    description: `Given by: ${roles.join(', ')}${forOthers ? ', or support with onBehalfOf' : ''}. From: ${Object.keys(moves).join(', ')}.`,
    load: visibleClaim,
    refuse: ({ caller, found }) => sideProblem(caller, found, spec),
    refuseBody: ({ caller, raw }) => behalfProblem(caller, spec, raw),
    body: CLAIM_COMMAND_SCHEMAS[command],
    takesIfMatch: true,
    answers: {
      200: { description: 'Accepted.', schema: claimCommandAnswer, headers: ['ETag', 'Idempotency-Replayed'] },
      202: { description: 'No worker has decided within 10 s.', schema: pendingAnswer, headers: ['Location'] },
    },
    handle: (context) => give(context, spec),
  });
}

/** Whoever gives it for the claimant's side alone must be on it; for whom support speaks is said in the body. */
function sideProblem(caller: Caller, { state }: ClaimRecord, spec: ClaimCommandSpec): Problem | null {
  if (grantOf(accessOf(claimCommandOperation(spec.command)), caller.role) !== 'CLAIMANT') return null;
  const refusal = claimRightRefusal({ actor: actorOf(caller, undefined), state }, spec);
  return refusal && { code: 'forbidden', detail: refusal.message };
}

async function give(context: Context<ClaimRecord, object, unknown>, spec: ClaimCommandSpec): Promise<Reply> {
  const { deps, caller, found, body, ifMatch } = context;
  const party = onBehalfOf(body);
  const errors = behalfErrors(party, found.state);
  if (errors.length > 0) return refusedBy(invalidProblem(errors));
  const actor = actorOf(caller, party);
  // The party that the body names must have a side too.
  const refusal = claimRightRefusal({ actor, state: found.state }, spec);
  if (refusal) return refusedBy({ code: 'forbidden', detail: refusal.message });
  const claim = {
    claimId: found.claimId,
    orderId: found.orderId,
    actor,
    authority: claimedBy(caller, found.state),
    expectedVersion: expectedVersion(ifMatch, found.state.version),
    commands: [given(spec.command, body)],
  };
  const request = { ...newRequest(context), claim };
  const result = await deps.commands.giveToClaim(found, request);
  return claimCommandReply(deps.store, caller, { commandId: request.commandId, claim }, result);
}

/** The border between a checked body and its type: the schemas and the domain's bodies are compared by the tests. */
function given(command: ClaimCommandName, body: object): GivenClaimCommand {
  return { command, body: body as GivenClaimCommand['body'] };
}
