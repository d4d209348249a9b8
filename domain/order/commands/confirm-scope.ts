import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/**
 * Scope and quality are checked with the customer after the job and before the signature; every item of the scope is answered.
 * What is not positive is recorded and leaves sign-off unmet. Source: best practices, "Check scope of work completion and quality".
 */
export const confirmScope: CommandSpec<'confirm-scope'> = {
  command: 'confirm-scope',
  summary: 'Go through the scope of work with the customer.',
  roles: ['provider'],
  forOthers: true,
  moves: stays('WORK_FINISHED'),
  privateFields: ['items[].note'],
  unmet: () => [],
  decide: ({ state, terms }, { customerPresent, items, qualityAccepted }) => {
    const strange = items.findIndex((item) => !state.scopeItemIds.includes(item.itemId));
    if (strange >= 0) return refuse(invalid(`/items/${strange}/itemId`, 'is not an item of the scope'));
    if (new Set(items.map((item) => item.itemId)).size !== items.length) return refuse(invalid('/items', 'answers an item twice'));
    const unanswered = state.scopeItemIds.filter((itemId) => !items.some((item) => item.itemId === itemId));
    if (unanswered.length > 0) return refuse(invalid('/items', `leaves out ${unanswered.join(', ')}`));
    const present = customerPresent || terms.gates.presence !== 'REQUIRED';
    const positive = present && qualityAccepted && items.every((item) => item.done);
    const confirmed = event('SCOPE_CONFIRMED', {
      customerPresent,
      items: items.map(({ itemId, done }) => ({ itemId, done })),
      qualityAccepted,
      positive,
    });
    const warnings = positive
      ? []
      : [{ code: 'SCOPE_NOT_CONFIRMED', message: 'The scope is not confirmed: it cannot be signed off like this.' }];
    return accept([confirmed], [positive ? 'scope.confirmed' : 'scope.open'], warnings);
  },
};
