import type { Evidence, RequestRow, Violation } from '../../../faults/evidence.ts';

type Mutant = readonly [what: string, rule: Violation['rule'], doctor: (evidence: Evidence) => Evidence];

/** Each is one thing that a broken program might do. */
export const MUTANTS: readonly Mutant[] = [
  [
    'a command that was acknowledged and has no events',
    'answer.lost',
    (given) => ({ ...given, events: mapped(given.events, withoutLastCommand) }),
  ],
  ['an acknowledged request that is not on file', 'receipt.missing', (given) => ({ ...given, requests: given.requests.slice(1) })],
  [
    'a request that was received after it was answered',
    'receipt.missing',
    (given) => altered(given, isAccepted, { receivedAt: Date.now() }),
  ],
  ['a command that nobody has decided', 'command.undecided', (given) => altered(given, isAccepted, { outcome: null })],
  ['a key that was taken twice', 'command.twice', (given) => ({ ...given, requests: [...given.requests, ...given.requests.slice(0, 1)] })],
  ['a refused command with events', 'command.twice', (given) => altered(given, isAccepted, { outcome: 'REFUSED' })],
  ['an answer with another version', 'answer.differs', (given) => ({ ...given, journal: given.journal.map(withNextVersion) })],
  ['a changed event', 'log.broken', (given) => ({ ...given, events: mapped(given.events, withChange) })],
  ['a log that was cut', 'log.broken', (given) => ({ ...given, events: mapped(given.events, (log) => log.slice(0, -1)) })],
  ['an order whose store and workflow differ', 'log.diverged', (given) => ({ ...given, orders: first(given.orders, { diverged: true }) })],
  ['an order that is gone', 'order.end', (given) => ({ ...given, orders: given.orders.slice(1) })],
  ['an order in another state', 'order.end', (given) => ({ ...given, orders: first(given.orders, { name: 'ON_SITE' }) })],
  ['a fee that was entered twice', 'fee.twice', (given) => ({ ...given, entries: [...given.entries, ...given.entries.slice(0, 2)] })],
  [
    'a fee under a second key',
    'fee.twice',
    (given) => ({ ...given, entries: [...given.entries, ...first(given.entries.slice(0, 1), { key: 'x' })] }),
  ],
  ['a fee that was not entered', 'fee.missing', (given) => ({ ...given, entries: given.entries.slice(2) })],
  ['a ledger that is out of balance', 'ledger.unbalanced', (given) => ({ ...given, entries: first(given.entries, { amountMinor: 1 }) })],
  ['a letter that was never written', 'letter.missing', (given) => ({ ...given, letters: given.letters.slice(1) })],
  [
    'a letter that nothing asked for',
    'letter.phantom',
    (given) => ({ ...given, letters: [...given.letters, ...first(given.letters.slice(0, 1), { messageId: 'msg-x' })] }),
  ],
  ['a letter that is not sent', 'letter.unsent', (given) => ({ ...given, letters: first(given.letters, { status: 'QUEUED' }) })],
  [
    'a mail that has not arrived',
    'mail.missing',
    (given) => ({ ...given, mails: given.mails.filter(({ messageId }) => messageId !== given.mails[0]?.messageId) }),
  ],
  [
    'a second copy with another Message-ID',
    'mail.phantom',
    (given) => ({ ...given, mails: [...given.mails, ...first(given.mails.slice(0, 1), { messageId: '<other@holdfast.invalid>' })] }),
  ],
  [
    'a second copy with other words',
    'mail.differs',
    (given) => ({ ...given, mails: [...given.mails, ...first(given.mails.slice(0, 1), { content: 'other' })] }),
  ],
  [
    'an order that Temporal does not know',
    'workflow.missing',
    (given) => ({ ...given, workflows: mapped(given.workflows, (facts) => ({ ...facts, status: null })) }),
  ],
  [
    'a workflow that has ended too early',
    'workflow.differs',
    (given) => ({ ...given, workflows: mapped(given.workflows, (facts) => ({ ...facts, status: 'TERMINATED' })) }),
  ],
  [
    'a workflow that is further on than the store',
    'workflow.differs',
    (given) => ({ ...given, workflows: mapped(given.workflows, (facts) => ({ ...facts, sequence: (facts.sequence ?? 0) + 1 })) }),
  ],
  [
    'an activity that never gets done',
    'workflow.stuck',
    (given) => ({ ...given, workflows: mapped(given.workflows, (facts) => ({ ...facts, pendingActivities: 1 })) }),
  ],
  [
    'a workflow task that failed',
    'workflow.stuck',
    (given) => ({ ...given, workflows: mapped(given.workflows, (facts) => ({ ...facts, failedTasks: ['cause 24'] })) }),
  ],
];

type Log = Evidence['events'] extends ReadonlyMap<string, infer L> ? L : never;

function first<T>(all: readonly T[], change: Partial<T>): readonly T[] {
  return all.map((one, index) => (index === 0 ? { ...one, ...change } : one));
}

function mapped<T>(all: ReadonlyMap<string, T>, change: (one: T) => T): ReadonlyMap<string, T> {
  return new Map([...all].map(([id, one]) => [id, change(one)]));
}

function isAccepted({ isCommand, outcome }: RequestRow): boolean {
  return isCommand && outcome === 'ACCEPTED';
}

function altered(given: Evidence, which: (row: RequestRow) => boolean, change: Partial<RequestRow>): Evidence {
  const at = given.requests.findIndex(which);
  return { ...given, requests: given.requests.map((row, index) => (index === at ? { ...row, ...change } : row)) };
}

function withoutLastCommand(log: Log): Log {
  const commandId = log.at(-1)?.event.commandId;
  return log.filter(({ event }) => event.commandId !== commandId);
}

function withChange(log: Log): Log {
  return log.map((stored, index) => (index === 1 ? { ...stored, event: { ...stored.event, at: stored.event.at + 1 } } : stored));
}

function withNextVersion<T extends { readonly version: number | null }>(told: T): T {
  return told.version === null ? told : { ...told, version: told.version + 1 };
}
