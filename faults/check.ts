import { verifyChain, verifyClaimChain } from '../store/event-log/chain.ts';
import { checkAnswers } from './check-answers.ts';
import { checkEffects } from './check-effects.ts';
import type { Evidence, SubjectRow, Violation, WorkflowFacts } from './evidence.ts';

/** Whether what is there is what was acknowledged: every rule on all of the evidence, no sample. Nothing found: an empty list. */
export function check(evidence: Evidence): readonly Violation[] {
  return [
    ...checkLogs(evidence),
    ...checkAnswers(evidence),
    ...checkEnds(evidence),
    ...checkEffects(evidence),
    ...checkWorkflows(evidence),
  ];
}

/** Each order's and claim's log is complete from its first event, unbroken, and as long as its row says. */
function checkLogs({ orders, claims, events, claimEvents }: Evidence): readonly Violation[] {
  const found: Violation[] = [];
  const look = (row: SubjectRow, verdict: ReturnType<typeof verifyChain>): void => {
    if (row.diverged) found.push({ rule: 'log.diverged', of: row.id, why: 'store and workflow differ' });
    if (!verdict.ok) found.push({ rule: 'log.broken', of: row.id, why: `${verdict.why} at ${verdict.sequence}` });
    else if (verdict.events !== row.sequence || verdict.lastHash !== row.lastHash)
      found.push({ rule: 'log.broken', of: row.id, why: `${verdict.events} events, its row says ${row.sequence}` });
  };
  for (const row of orders) look(row, verifyChain(events.get(row.id) ?? []));
  for (const row of claims) look(row, verifyClaimChain(claimEvents.get(row.id) ?? []));
  return found;
}

/** Every order that a user lived with is there, in the state that its story ends with. */
function checkEnds({ lived, orders }: Evidence): readonly Violation[] {
  const rows = new Map(orders.map((row) => [row.id, row]));
  return lived.flatMap(({ orderId, state, ended }): readonly Violation[] => {
    const row = rows.get(orderId);
    if (!row) return [{ rule: 'order.end', of: orderId, why: 'it is not there' }];
    if (row.name === state && row.ended === ended) return [];
    return [{ rule: 'order.end', of: orderId, why: `${row.name}${row.ended ? ', ended' : ''} and not ${state}${ended ? ', ended' : ''}` }];
  });
}

/** What is open has a running workflow that says the same as the store; what has ended has none. */
function checkWorkflows({ orders, claims, workflows }: Evidence): readonly Violation[] {
  return [...orders, ...claims].flatMap((row) => {
    const facts = workflows.get(row.id);
    if (!facts?.status) return [{ rule: 'workflow.missing' as const, of: row.id, why: 'Temporal does not know it' }];
    return workflowProblems(row, facts).map(([rule, why]) => ({ rule, of: row.id, why }));
  });
}

function workflowProblems(row: SubjectRow, facts: WorkflowFacts): readonly (readonly [Violation['rule'], string])[] {
  const { status, version, sequence, pendingActivities, pendingTaskAttempts, failedTasks } = facts;
  const problems: [Violation['rule'], string][] = [];
  const wanted = row.ended ? 'COMPLETED' : 'RUNNING';
  if (status !== wanted) problems.push(['workflow.differs', `it is ${status} and not ${wanted}`]);
  else if (!row.ended && (version !== row.version || sequence !== row.sequence))
    problems.push(['workflow.differs', `version ${version} (event ${sequence}), the store has ${row.version} (event ${row.sequence})`]);
  if (pendingActivities > 0) problems.push(['workflow.stuck', `${pendingActivities} activities are not done`]);
  if (pendingTaskAttempts > 1) problems.push(['workflow.stuck', `attempt ${pendingTaskAttempts} of a workflow task`]);
  for (const cause of failedTasks) problems.push(['workflow.stuck', `a workflow task failed: ${cause}`]);
  return problems;
}
