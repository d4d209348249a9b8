import type { Journey } from './journey.ts';

const HOLD_SETS = [[], ['DEFECT'], ['GUARDIAN'], ['INCIDENT'], ['DEFECT', 'GUARDIAN', 'INCIDENT']] as const;

/** The same order under more holds, also ones that support decided. */
export function underHolds(journey: Journey): readonly Journey[] {
  const isVisit = ['SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'].includes(journey.state.name);
  if (!isVisit) return [journey];
  return HOLD_SETS.flatMap((kinds) => {
    const held = journey.fork();
    for (const [index, kind] of kinds.entries()) held.put('HOLD_OPENED', { holdId: `held-${index}`, kind });
    if (kinds[0] !== 'DEFECT') return [held];
    const contacted = held.fork();
    contacted.put('SUPPORT_CONTACTED', { holdId: 'held-0' });
    const decided = (['RESCHEDULE', 'CANCEL'] as const).map((decision) => {
      const fork = contacted.fork();
      fork.put('HOLD_DECIDED', { holdId: 'held-0', decision, attributedTo: 'PRODUCT' });
      return fork;
    });
    return [held, contacted, ...decided];
  });
}
