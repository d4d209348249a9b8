import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** Address, scope or language change before the visit; the provider is told. */
export const amend: CommandSpec<'amend'> = {
  command: 'amend',
  summary: 'Correct the address, the scope or the language before the visit.',
  roles: ['customer', 'support', 'system'],
  forOthers: true,
  moves: stays('REQUESTED', 'SCHEDULED'),
  privateFields: ['address.*', 'scopeItems[].description'],
  unmet: () => [],
  decide: (_situation, { address, scopeItems, locale }) => {
    if (!address && !scopeItems && locale === undefined)
      return refuse(invalid('', 'names nothing to change: address, scopeItems or locale'));
    const itemIds = scopeItems?.map((item) => item.itemId) ?? null;
    if (itemIds && new Set(itemIds).size !== itemIds.length) return refuse(invalid('/scopeItems', 'has two items of one id'));
    return accept(
      [event('ORDER_AMENDED', { scopeItemIds: itemIds, locale: locale ?? null, addressChanged: address !== undefined })],
      ['amend.before-visit'],
    );
  },
};
