import type { ClaimCommandSpec } from '../../domain/claim/command.ts';
import { CLAIM_COMMANDS } from '../../domain/claim/commands/index.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import type { Role } from '../../domain/shared/actor.ts';
import { claimCommandOperation, commandOperation } from '../reference/operation-id.ts';
import { hasPath } from '../schemas/commands.ts';

/** What a route names, or lists: whose it is decides who sees it (access.ts, SIGHT). */
export type Kind = 'ORDER' | 'CLAIM' | 'DOCUMENT' | 'UPLOAD' | 'COMMAND' | 'PROVIDER' | 'LEDGER' | 'POLICY';

export interface AccessRow {
  readonly of: Kind;
  /** Who may do it, with what they see. A supervisor may what support may. */
  readonly roles: readonly Role[];
  /** Support may do it for a provider or a customer among `roles`, by naming them. */
  readonly forOthers?: boolean;
  /** A customer and a system may do it on their own side of a claim only. */
  readonly isOfClaimants?: boolean;
  /** It makes what it names: there is nothing to be seen before. */
  readonly makes?: boolean;
}

const EVERYBODY: readonly Role[] = ['system', 'customer', 'provider', 'support', 'supervisor', 'auditor'];
const STAFF: readonly Role[] = ['system', 'support', 'supervisor', 'auditor'];
const ACTIVE: readonly Role[] = ['system', 'customer', 'provider', 'support'];

const reads = (of: Kind, roles: readonly Role[] = EVERYBODY): AccessRow => ({ of, roles });

/** By operationId. Commands have their rows from the tables of the commands: who gives one is said there, once. */
export const ACCESS_ROWS: Readonly<Record<string, AccessRow>> = {
  createOrder: { of: 'ORDER', roles: ['system', 'support'] },
  listOrders: reads('ORDER'),
  getOrder: reads('ORDER'),
  getTimeline: reads('ORDER'),
  getActions: reads('ORDER'),
  getCompletionCheck: reads('ORDER'),
  getFees: reads('ORDER'),
  quoteCancellation: { of: 'ORDER', roles: COMMANDS.cancel.roles, forOthers: COMMANDS.cancel.forOthers },
  // Each command of a batch is judged as if it were given alone.
  giveCommands: { of: 'ORDER', roles: ACTIVE },
  getCommand: reads('COMMAND'),
  ...orderCommands(),
  getClaimEligibility: reads('ORDER'),
  fileClaim: { of: 'ORDER', roles: COMMANDS['file-claim'].roles, forOthers: COMMANDS['file-claim'].forOthers },
  listClaims: reads('CLAIM'),
  getClaim: reads('CLAIM'),
  getClaimTimeline: reads('CLAIM'),
  getClaimReport: reads('CLAIM', STAFF),
  ...claimCommands(),
  // What is said here is why: the desk's own.
  getClaimLinks: reads('ORDER', ['support', 'supervisor', 'auditor']),
  revokeClaimLinks: { of: 'ORDER', roles: ['support'] },
  announceDocument: { of: 'DOCUMENT', roles: ACTIVE },
  uploadDocument: { of: 'UPLOAD', roles: ACTIVE },
  getDocument: reads('DOCUMENT'),
  downloadDocument: reads('DOCUMENT'),
  getEvidencePack: reads('ORDER'),
  // A customer writes in its own name, inbound; for the others it is the command.
  sendMessage: { of: 'ORDER', roles: [...COMMANDS['send-message'].roles, 'customer'] },
  checkMessage: { of: 'ORDER', roles: [...COMMANDS['send-message'].roles, 'customer'] },
  getMessages: reads('ORDER'),
  putProvider: { of: 'PROVIDER', roles: ['system', 'support'], makes: true },
  getProvider: reads('PROVIDER'),
  getEvents: reads('ORDER', STAFF),
  getLedgerAccounts: reads('LEDGER', ['supervisor', 'auditor']),
  getPolicies: reads('POLICY'),
  getPolicy: reads('POLICY'),
  importServiceJobs: { of: 'ORDER', roles: ['system'] },
  getServiceJob: reads('ORDER'),
  getOrderWorkflow: reads('ORDER', STAFF),
  getClaimWorkflow: reads('CLAIM', STAFF),
  // It ends a workflow and begins another: for who keeps the program running.
  restartOrderWorkflow: { of: 'ORDER', roles: ['supervisor'] },
  restartClaimWorkflow: { of: 'CLAIM', roles: ['supervisor'] },
};

function orderCommands(): Readonly<Record<string, AccessRow>> {
  const rows = Object.values(COMMANDS).flatMap(({ command, roles, forOthers }) =>
    hasPath(command) ? [[commandOperation(command), { of: 'ORDER', roles, forOthers }] as const] : [],
  );
  return Object.fromEntries(rows);
}

function claimCommands(): Readonly<Record<string, AccessRow>> {
  const rows = Object.values(CLAIM_COMMANDS).map((one) => {
    const { command, roles, forOthers } = one as unknown as ClaimCommandSpec;
    return [claimCommandOperation(command), { of: 'CLAIM', roles, forOthers, isOfClaimants: true }] as const;
  });
  return Object.fromEntries(rows);
}
