import { accept } from '../../shared/deciding/outcome.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** Back to the work before completion: scope check, signature and waivers lapse, and are kept on the record. */
export const resumeWork: CommandSpec<'resume-work'> = {
  command: 'resume-work',
  summary: 'Go on with the work; what was checked and signed has to be given again.',
  roles: ['provider'],
  forOthers: true,
  moves: { WORK_FINISHED: ['IN_PROGRESS'] },
  privateFields: ['reason'],
  unmet: () => [],
  decide: () => accept([event('WORK_RESUMED', {})], ['work.resumed']),
};
