import { ownParty } from '../api/auth/access.ts';
import type { Caller } from '../api/auth/auth.ts';
import { isSoundText } from '../api/http/sound.ts';
import { ORDER_STATES, type OrderStateName } from '../domain/order/state.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../domain/shared/time.ts';
import type { OrderFilter } from '../store/contract/store.ts';

export const HOLDS = ['DEFECT', 'GUARDIAN', 'INCIDENT'] as const;
export const PARTIES = ['CUSTOMER', 'PROVIDER', 'SUPPORT', 'SUPERVISOR', 'SYSTEM'] as const;
/** How far ahead the next deadline may lie; `overdue`: it has passed. */
export const DUE: Readonly<Record<string, { readonly label: string; readonly ms: number }>> = {
  overdue: { label: 'Overdue', ms: 0 },
  '1h': { label: 'Within an hour', ms: HOUR_MS },
  '1d': { label: 'Within a day', ms: DAY_MS },
  '7d': { label: 'Within a week', ms: 7 * DAY_MS },
};

/** What the list shows, as its URL says it. */
export interface ListQuery {
  readonly state: OrderStateName | 'OPEN' | null;
  readonly hold: string | null;
  readonly waitingFor: string | null;
  readonly provider: string | null;
  readonly q: string | null;
  readonly due: string | null;
  readonly sort: 'nextDeadline' | '-createdAt';
  readonly cursor: string | null;
}

/** A saved filter: a name for a URL. */
export interface View {
  readonly name: string;
  readonly search: string;
  /** What the view is for, where it is empty. */
  readonly empty: string;
}

export const VIEWS: readonly View[] = [
  { name: 'All open', search: '', empty: 'Every order that is neither closed nor cancelled, the nearest deadline first.' },
  { name: 'Defect holds', search: 'hold=DEFECT', empty: 'Orders on which a defect stops the work until support has decided how to go on.' },
  { name: 'Waiting for support', search: 'waitingFor=SUPPORT', empty: 'Orders whose next step is ours: somebody asked us and waits.' },
  {
    name: 'Waiting for the customer',
    search: 'waitingFor=CUSTOMER',
    empty: 'Orders that wait for an appointment, an agreement or a choice of the customer.',
  },
  { name: 'Waiting for the provider', search: 'waitingFor=PROVIDER', empty: 'Orders whose next step is the provider’s.' },
  {
    name: 'Overdue',
    search: 'due=overdue',
    empty: 'Orders whose next deadline has passed and was not acted on yet. Normally there are none: deadlines act by themselves.',
  },
  {
    name: 'Fees to decide',
    search: 'state=CANCELLED&waitingFor=SUPERVISOR',
    empty: 'Cancelled orders with a fee that a supervisor posts or waives.',
  },
  { name: 'Everything', search: 'state=ANY&sort=-createdAt', empty: 'All orders, the newest first.' },
];

const Q_LENGTH_MAX = 100;
export const PAGE_SIZE = 25;

/** Reads a URL's query; what it does not know is left out, so that an old link still shows something. */
export function readQuery(search: URLSearchParams): ListQuery {
  const given = (name: string): string | null => {
    const text = search.get(name)?.trim() ?? '';
    return text !== '' && isSoundText(text) ? text : null;
  };
  const state = given('state');
  const sort = given('sort');
  return {
    state: state === null ? 'OPEN' : (ORDER_STATES.find((known) => known === state) ?? null),
    hold: oneOf(given('hold'), HOLDS),
    waitingFor: oneOf(given('waitingFor'), PARTIES),
    provider: /^[A-Za-z0-9_-]{1,100}$/.test(given('provider') ?? '') ? given('provider') : null,
    q: given('q')?.slice(0, Q_LENGTH_MAX) ?? null,
    due: oneOf(given('due'), Object.keys(DUE)),
    sort: sort === '-createdAt' ? '-createdAt' : 'nextDeadline',
    cursor: given('cursor')?.slice(0, 500) ?? null,
  };
}

function oneOf(given: string | null, known: readonly string[]): string | null {
  return given !== null && known.includes(given) ? given : null;
}

/** The URL of a query, its defaults left out. */
export function searchOf(query: ListQuery, cursor: string | null = null): string {
  const search = new URLSearchParams();
  if (query.state !== 'OPEN') search.set('state', query.state ?? 'ANY');
  for (const name of ['hold', 'waitingFor', 'provider', 'q', 'due'] as const) {
    const value = query[name];
    if (value !== null) search.set(name, value);
  }
  if (query.sort !== 'nextDeadline') search.set('sort', query.sort);
  if (cursor !== null) search.set('cursor', cursor);
  return search.toString();
}

/** What the store is asked, within what this caller sees; null: nothing of it. */
export function filterOf(query: ListQuery, caller: Caller, now: Instant): OrderFilter | null {
  const { state, hold, waitingFor, provider, q, due, sort, cursor } = query;
  const party = ownParty(caller);
  const own = party?.role === 'PROVIDER' ? party.id : null;
  if (own !== null && provider !== null && provider !== own) return null;
  const providerId = own ?? provider;
  const within = due === null ? undefined : DUE[due]?.ms;
  return {
    ...(state === 'OPEN' ? { isOpen: true as const } : state === null ? {} : { state }),
    ...(hold === null ? {} : { hold }),
    ...(waitingFor === null ? {} : { waitingFor }),
    ...(providerId === null ? {} : { providerId }),
    ...(party?.role === 'CUSTOMER' ? { customerId: party.id } : {}),
    ...(party?.role === 'PROVIDER' ? { namesWhileOpen: true as const } : {}),
    ...(caller.scope ? { scope: caller.scope } : {}),
    ...(q === null ? {} : { q }),
    ...(within === undefined ? {} : { dueBefore: now + within }),
    sort,
    limit: PAGE_SIZE,
    ...(cursor === null ? {} : { cursor }),
  };
}
