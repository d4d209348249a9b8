import type { Recorded } from '../domain/shared/recorded.ts';
import type { Acknowledged } from './client.ts';
import type { Evidence, RequestRow, Violation } from './evidence.ts';
import { groupBy } from './group.ts';

/** The clocks of this process and of the database are the same machine's: this much is rounding. */
const ROUNDING_MS = 5;

/** What a client was told is on file, and every command has one set of events: those that its answer names. */
export function checkAnswers(evidence: Evidence): readonly Violation[] {
  const byCommand = eventsByCommand(evidence);
  const byKey = groupBy(evidence.requests, ({ key }) => key);
  return [
    ...evidence.journal.flatMap((told) => checkTold(told, byKey.get(told.key) ?? [])),
    ...evidence.requests.flatMap((row) => checkRow(row, byCommand)),
    ...withoutRequest(evidence, byCommand),
  ];
}

/** By order or claim, and command. */
type Events = ReadonlyMap<string, readonly Recorded<string>[]>;

const keyOf = (subject: string, commandId: string): string => JSON.stringify([subject, commandId]);

function eventsByCommand({ events, claimEvents }: Evidence): Events {
  const found = new Map<string, Recorded<string>[]>();
  for (const [subject, log] of [...events, ...claimEvents]) {
    for (const { event } of log) {
      if (event.commandId === null) continue;
      const key = keyOf(subject, event.commandId);
      found.set(key, [...(found.get(key) ?? []), event]);
    }
  }
  return found;
}

function checkTold(told: Acknowledged, rows: readonly RequestRow[]): readonly Violation[] {
  // Bytes of a document have no key: they are kept under their hash, and the claim that uses them proves that they are there.
  if (told.method === 'PUT' && told.path.includes('/documents/')) return [];
  const of = `${told.method} ${told.path} ${told.key}`;
  const [row] = rows;
  if (!row) return [{ rule: 'receipt.missing', of, why: `answered ${told.status}, and nothing is on file` }];
  if (rows.length > 1) return [{ rule: 'command.twice', of, why: `${rows.length} rows of one key` }];
  const differs = differenceOf(told, row);
  const isLate = row.receivedAt > told.answeredAt + ROUNDING_MS || row.receivedAt < told.sentAt - ROUNDING_MS;
  return [
    ...(differs === null ? [] : [{ rule: 'answer.differs' as const, of, why: differs }]),
    ...(isLate ? [{ rule: 'receipt.missing' as const, of, why: 'its receipt is not between asking and answer' }] : []),
  ];
}

function differenceOf({ status, commandId, version, code, path }: Acknowledged, row: RequestRow): string | null {
  if (commandId !== null && commandId !== row.commandId) return `command ${commandId}, on file ${row.commandId}`;
  const isAccepted = status < 300;
  if (row.outcome === null) return `answered ${status}, on file as undecided`;
  if (row.outcome === 'ANSWERED') return row.answer?.status === status ? null : `answered ${status}, on file ${row.answer?.status}`;
  if (isAccepted !== (row.outcome === 'ACCEPTED')) return `answered ${status}, on file ${row.outcome}`;
  if (!isAccepted) return code === row.answer?.refusal?.code ? null : `refused by ${code}, on file ${row.answer?.refusal?.code}`;
  // Filing is a command of the order whose answer is the claim, and a letter's answer has no version.
  if (version === null || !path.includes('/commands')) return null;
  return version === row.answer?.version ? null : `version ${version}, on file ${row.answer?.version}`;
}

function checkRow(row: RequestRow, byCommand: Events): readonly Violation[] {
  if (!row.isCommand) return [];
  const of = row.commandId;
  const own = byCommand.get(keyOf(row.claimId ?? row.orderId ?? '', of)) ?? [];
  if (row.outcome === null) return [{ rule: 'command.undecided', of, why: 'nobody has decided it' }];
  if (row.outcome === 'REFUSED') return own.length === 0 ? [] : [{ rule: 'command.twice', of, why: 'refused, and it has events' }];
  const { firstSequence = 0, lastSequence = 0 } = row.answer ?? {};
  if (own.length === 0) return [{ rule: 'answer.lost', of, why: `accepted as ${firstSequence}–${lastSequence}, and it has no events` }];
  const sequences = own.map(({ sequence }) => sequence);
  const [from, to] = [Math.min(...sequences), Math.max(...sequences)];
  if (from < firstSequence || to > lastSequence)
    return [{ rule: 'command.twice', of, why: `accepted as ${firstSequence}–${lastSequence}, and it has ${from}–${to}` }];
  return from === firstSequence && to === lastSequence
    ? []
    : [{ rule: 'answer.lost', of, why: `accepted as ${firstSequence}–${lastSequence}, and it has ${from}–${to}` }];
}

/** Ids of what came by signal: decisions of support, and what orders and claims tell each other. */
const BY_SIGNAL = /^(signal|notice)-/;

/** An event of a command that nobody gave; what came by signal has no row. */
function withoutRequest({ requests }: Evidence, byCommand: Events): readonly Violation[] {
  const given = new Set(requests.map(({ commandId }) => commandId));
  return [...byCommand.keys()].flatMap((key): readonly Violation[] => {
    const [subject = '', commandId = ''] = JSON.parse(key) as readonly string[];
    if (given.has(commandId) || BY_SIGNAL.test(commandId)) return [];
    return [{ rule: 'answer.lost', of: subject, why: `events of ${commandId}, which is not on file` }];
  });
}
