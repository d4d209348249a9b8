import { stays } from '../../shared/deciding/aggregate.ts';
import { accept } from '../../shared/deciding/outcome.ts';
import { unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** Job notes at order level. Source: best practices, "Document your job". */
export const addJobNote: CommandSpec<'add-job-note'> = {
  command: 'add-job-note',
  summary: 'Write a job note.',
  roles: ['provider', 'support'],
  forOthers: true,
  moves: stays('REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED', 'COMPLETED'),
  privateFields: ['text'],
  unmet: ({ state, terms }) =>
    state.noteCount >= terms.limits.notes ? [unmet('notes.limit', `The order has ${state.noteCount} notes; no more are taken.`, null)] : [],
  decide: ({ state }, { topics = [] }) =>
    accept([event('JOB_NOTE_ADDED', { noteId: `note-${state.noteCount + 1}`, topics: [...new Set(topics)] })], ['notes.recorded']),
};
