import { accept } from '../../shared/deciding/outcome.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

export const finishWork: CommandSpec<'finish-work'> = {
  command: 'finish-work',
  summary: 'The work is done; scope and quality are checked with the customer next.',
  roles: ['provider'],
  forOthers: true,
  moves: { IN_PROGRESS: ['WORK_FINISHED'] },
  privateFields: [],
  unmet: () => [],
  decide: () => accept([event('WORK_FINISHED', {})], ['work.finished']),
};
