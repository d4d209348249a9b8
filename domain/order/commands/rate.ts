import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** A rating, once, open to every customer of a completed order, also when it is closed. Source: Partner Network FAQ, "leave ratings and reviews". */
export const rate: CommandSpec<'rate'> = {
  command: 'rate',
  summary: 'Rate the service.',
  roles: ['customer', 'system'],
  forOthers: false,
  moves: stays('COMPLETED', 'CLOSED'),
  privateFields: ['review'],
  unmet: ({ state }) => (state.rating ? [unmet('rating.open', 'The order is rated already.', null)] : []),
  decide: ({ state }, { stars }) => {
    if (!Number.isInteger(stars) || stars < 1 || stars > 5)
      return refuse({
        code: 'invalid_request',
        message: 'stars',
        errors: [{ pointer: '/stars', message: 'is a whole number from 1 to 5' }],
      });
    return accept([event('RATED', { stars })], [state.name === 'CLOSED' ? 'rating.after-close' : 'rating.once']);
  },
};
