import type { GivenOptions } from '../../support/given.ts';
import type { Journey } from '../../support/journey.ts';
import { orderIn } from '../../support/stages.ts';

/** A completed order that nothing keeps from a claim. */
export function completedOrder(options: GivenOptions = {}): Journey {
  return orderIn('COMPLETED', options);
}
