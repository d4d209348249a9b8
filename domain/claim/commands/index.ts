import type { ClaimCommandName } from '../bodies.ts';
import type { ClaimCommandSpec } from '../command.ts';
import { appeal } from './appeal.ts';
import { confirmDecision } from './confirm-decision.ts';
import { decideClaim } from './decide.ts';
import { decideAppeal } from './decide-appeal.ts';
import { investigate } from './investigate.ts';
import { requestDocuments } from './request-documents.ts';
import { respond } from './respond.ts';
import { settle } from './settle.ts';
import { submitDocuments } from './submit-documents.ts';
import { withdraw } from './withdraw.ts';

/** Every command of a claim, in the order of its life. A new command is one file, one row here, one test. */
export const CLAIM_COMMANDS: { readonly [N in ClaimCommandName]: ClaimCommandSpec<N> } = {
  respond,
  investigate,
  'request-documents': requestDocuments,
  'submit-documents': submitDocuments,
  decide: decideClaim,
  'confirm-decision': confirmDecision,
  appeal,
  'decide-appeal': decideAppeal,
  settle,
  withdraw,
};

export function isClaimCommandName(name: string): name is ClaimCommandName {
  return Object.hasOwn(CLAIM_COMMANDS, name);
}
