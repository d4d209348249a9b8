import { availableParallelism, totalmem } from 'node:os';
import { percentile } from '../bench/statistics.ts';
import type { Violation } from './evidence.ts';
import { groupBy } from './group.ts';
import type { Outcome, RunOptions } from './run.ts';

/** The figures of one run, as they are printed and written to a file. */
export interface Report {
  readonly part: string;
  readonly commit: string;
  readonly date: string;
  readonly machine: { readonly cores: number; readonly memoryGiB: number; readonly node: string };
  readonly seed: number;
  readonly orders: number;
  readonly events: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Longest time that one was away, s. */
  readonly awayWorstS: Readonly<Record<string, number>>;
  readonly requests: {
    readonly answered: number;
    readonly answeredAfterRetry: number;
    readonly failedTries: Readonly<Record<string, number>>;
    readonly askedTwice: number;
    readonly unknown: number;
  };
  /** From a request's first failed try to its answer, s. */
  readonly recoveryS: { readonly p50: number; readonly p99: number; readonly worst: number };
  readonly mails: { readonly letters: number; readonly arrived: number; readonly secondCopies: number; readonly hangUps: number };
  readonly ledgerTransfers: number;
  readonly workflowTasksTimedOut: Readonly<Record<string, number>>;
  readonly activitiesTriedAgain: Readonly<Record<string, number>>;
  /** Processes that ended by themselves, by what they said. */
  readonly ownEnds: Readonly<Record<string, number>>;
  readonly stops: {
    readonly count: number;
    readonly slowestS: number;
    readonly exitCodes: Readonly<Record<string, number>>;
    /** When the signals were sent, all stops together. */
    readonly requestsUnderWay: number;
    readonly mailsUnderWay: number;
  };
  readonly loadS: number;
  readonly drainedS: number;
  readonly violations: readonly Violation[];
}

export function reportOf({ part, seed }: RunOptions, commit: string, outcome: Outcome): Report {
  const { evidence, counted, done, violations, ownEnds, hangUps } = outcome;
  const facts = [...evidence.workflows.values()];
  const recovery = (share: number): number => seconds(counted.recoveriesMs.length === 0 ? 0 : percentile(counted.recoveriesMs, share));
  return {
    part,
    commit,
    date: new Date().toISOString(),
    machine: { cores: availableParallelism(), memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version },
    seed,
    orders: evidence.orders.length,
    events: [...evidence.events.values(), ...evidence.claimEvents.values()].reduce((sum, { length }) => sum + length, 0),
    faults: done.counts,
    awayWorstS: Object.fromEntries(Object.entries(done.awayMs).map(([name, times]) => [name, seconds(Math.max(...times))])),
    requests: {
      answered: counted.answered,
      answeredAfterRetry: counted.recoveriesMs.length,
      failedTries: counted.failed,
      askedTwice: counted.repeated,
      unknown: counted.unknown,
    },
    recoveryS: { p50: recovery(0.5), p99: recovery(0.99), worst: recovery(1) },
    mails: {
      letters: evidence.letters.length,
      arrived: evidence.mails.length,
      secondCopies: evidence.mails.length - new Set(evidence.mails.map(({ messageId }) => messageId)).size,
      hangUps,
    },
    ledgerTransfers: new Set(evidence.entries.map(({ key }) => key)).size,
    workflowTasksTimedOut: countsOf(facts.flatMap(({ timedOutTasks }) => timedOutTasks.map(({ how }) => how))),
    activitiesTriedAgain: countsOf(facts.flatMap(({ retried }) => retried)),
    ownEnds: countsOf(ownEnds),
    stops: {
      count: done.stops.length,
      slowestS: seconds(Math.max(0, ...done.stops.map(({ exitMs }) => exitMs))),
      exitCodes: countsOf(done.stops.map(({ exitCode }) => String(exitCode))),
      requestsUnderWay: done.stops.reduce((sum, { requests }) => sum + requests, 0),
      mailsUnderWay: done.stops.reduce((sum, { mails }) => sum + mails, 0),
    },
    loadS: seconds(outcome.loadMs),
    drainedS: seconds(outcome.drainedMs),
    violations,
  };
}

const VIOLATIONS_SHOWN = 20;

export function linesOf(report: Report): readonly string[] {
  const { requests, recoveryS, mails, violations } = report;
  return [
    `${report.part}: commit ${report.commit}, seed ${report.seed}, ${report.machine.cores} cores, Node ${report.machine.node}`,
    `  ${report.orders} orders, ${report.events} events, faults ${text(report.faults)}, away at most ${text(report.awayWorstS)} s`,
    `  ${requests.answered} requests answered, ${requests.answeredAfterRetry} of them after failed tries ${text(requests.failedTries)}, ${requests.unknown} unknown`,
    `  ${requests.askedTwice} asked for a second time by their key; recovery p50 ${recoveryS.p50} s, p99 ${recoveryS.p99} s, worst ${recoveryS.worst} s`,
    `  ${mails.letters} letters, ${mails.arrived} mails arrived, ${mails.secondCopies} of them second copies; ${report.ledgerTransfers} ledger transfers`,
    `  workflow tasks timed out ${text(report.workflowTasksTimedOut)}; activities tried again ${text(report.activitiesTriedAgain)}; own ends ${text(report.ownEnds)}`,
    ...(report.stops.count > 0
      ? [
          `  ${report.stops.count} stops, slowest ${report.stops.slowestS} s, exit codes ${text(report.stops.exitCodes)}; under way then: ${report.stops.requestsUnderWay} requests, ${report.stops.mailsUnderWay} mails`,
        ]
      : []),
    `  load ${report.loadS} s, quiet ${report.drainedS} s after it; violations: ${violations.length}`,
    ...violations.slice(0, VIOLATIONS_SHOWN).map(({ rule, of, why }) => `    ${rule} ${of}: ${why}`),
  ];
}

function text(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return parts.length === 0 ? 'none' : `(${parts.join(', ')})`;
}

function countsOf(all: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...groupBy(all, (one) => one)].map(([name, { length }]) => [name, length]));
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
