import { accept } from '../../shared/deciding/outcome.ts';
import type { CommandSpec } from '../command.ts';
import { completionEvents, completionUnmet, completionWarnings } from '../visit/completion.ts';

/** The completion check passes: the order is complete and its claim window opens; without a guarantee programme it closes. */
export const complete: CommandSpec<'complete'> = {
  command: 'complete',
  summary: 'Complete the order.',
  roles: ['provider', 'support'],
  forOthers: true,
  // The completion check names all that is missing, whatever the state; only finished work passes it.
  moves: { REQUESTED: [], SCHEDULED: [], ON_SITE: [], IN_PROGRESS: [], WORK_FINISHED: ['COMPLETED', 'CLOSED'] },
  privateFields: [],
  // Open holds are named by who they block (blocking.ts): an INCIDENT never blocks support.
  unmet: (situation) => completionUnmet(situation).filter(({ id }) => id !== 'holds.none'),
  decide: (situation) => accept(completionEvents(situation), ['completion.check-passed'], completionWarnings(situation)),
};
