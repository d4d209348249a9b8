import type { Caller } from '../../api/auth/auth.ts';
import { ORDER_STATES } from '../../domain/order/state.ts';
import { deadlinesOf, waitingFor } from '../../domain/order/time/deadlines.ts';
import type { OrderSummary } from '../../domain/order/views/view.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { OrderRecord, Page } from '../../store/contract/store.ts';
import { DUE, HOLDS, type ListQuery, PARTIES, readQuery, searchOf, VIEWS } from '../filter.ts';
import { type Content, flag, type Html, html } from '../html.ts';
import { countdown } from '../time.ts';
import { holdChip, lowered, statePill, stateWord, titled } from '../words.ts';

/** An order of the list, and what this caller reads of it. */
export interface ListedOrder {
  readonly record: OrderRecord;
  readonly line: OrderSummary;
}

export interface ListPage {
  readonly caller: Caller;
  readonly query: ListQuery;
  readonly found: Page<ListedOrder>;
  /** Orders of the page whose workflow does not get on, as far as this caller is told. */
  readonly stuck: ReadonlySet<string>;
  /** How many each view holds, in the order of VIEWS; counted up to a limit. */
  readonly counts: readonly number[];
  readonly now: Instant;
}

/** Counting stops there: a queue of a thousand is long enough to say so. */
export const COUNT_MAX = 1_000;

/** The queue: what waits for whom and until when, the nearest deadline first. */
export function orderList({ caller, query, found, stuck, counts, now }: ListPage): Html {
  const current = searchOf({ ...query, cursor: null });
  const view = VIEWS.find(({ search }) => searchOf(readQuery(new URLSearchParams(search))) === current);
  return html`<div class="list-page">
<nav class="views" aria-label="Views"><ul>${VIEWS.map(({ name, search }, index) => html`<li><a href="${search === '' ? '/console' : `/console?${search}`}"${name === view?.name && html` aria-current="page"`}><span>${name}</span> <span class="count">${countText(counts[index] ?? 0)}</span></a></li>`)}</ul></nav>
<section aria-labelledby="title">
<div class="title"><h1 id="title" tabindex="-1">${view?.name ?? 'Filtered orders'}</h1></div>
${filterBar(query, caller)}
${found.items.length === 0 ? empty(view?.empty, query) : table(found.items, stuck, now)}
${paging(query, found.nextCursor)}
</section>
</div>`;
}

function countText(count: number): string {
  return count >= COUNT_MAX ? `${COUNT_MAX - 1}+` : String(count);
}

function filterBar(query: ListQuery, caller: Caller): Html {
  const states = [['', 'Open'], ['ANY', 'Any'], ...ORDER_STATES.map((state) => [state, stateWord(state)] as const)] as const;
  const state = query.state === 'OPEN' ? '' : (query.state ?? 'ANY');
  const named = (names: readonly string[]): readonly (readonly [string, string])[] => [
    ['', 'Any'],
    ...names.map((name) => [name, titled(name)] as const),
  ];
  const due = [['', 'Any time'] as const, ...Object.entries(DUE).map(([value, { label }]) => [value, label] as const)];
  const sort = [
    ['', 'Next deadline'],
    ['-createdAt', 'Newest'],
  ] as const;
  return html`<form class="filters" method="get" action="/console" role="search" aria-label="Filter the orders">
<div class="field grow"><label for="q">Search</label><input id="q" type="search" name="q" value="${query.q ?? ''}" maxlength="100" placeholder="Order, title or customer"></div>
${select('state', 'State', states, state)}
${select('hold', 'Hold', named(HOLDS), query.hold ?? '')}
${select('waitingFor', 'Waiting for', named(PARTIES), query.waitingFor ?? '')}
${select('due', 'Due', due, query.due ?? '')}
${caller.role !== 'provider' && html`<div class="field"><label for="provider">Provider</label><input id="provider" type="text" name="provider" value="${query.provider ?? ''}" size="10" maxlength="100"></div>`}
${select('sort', 'Sorted by', sort, query.sort === 'nextDeadline' ? '' : query.sort)}
<div class="field"><button>Apply</button></div>
</form>`;
}

function select(name: string, label: string, options: readonly (readonly [string, string])[], chosen: string): Html {
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(([value, text]) => html`<option value="${value}"${flag('selected', value === chosen)}>${text}</option>`)}</select></div>`;
}

function table(orders: readonly ListedOrder[], stuck: ReadonlySet<string>, now: Instant): Html {
  return html`<div class="table"><table class="orders">
<caption class="sr">Orders, with what each waits for and until when</caption>
<thead><tr><th scope="col">Order</th><th scope="col">State</th><th scope="col">Waiting for</th><th scope="col">Next deadline</th></tr></thead>
<tbody>${orders.map((order) => row(order, stuck.has(order.record.orderId), now))}</tbody>
</table></div>`;
}

function row({ record, line }: ListedOrder, isStuck: boolean, now: Instant): Html {
  const { orderId, state, terms } = record;
  const own = now + state.clockOffsetMs;
  const [next] = deadlinesOf(state, terms);
  const waits = waitingFor(state, terms);
  return html`<tr>
<th scope="row"><a href="/console/orders/${orderId}">${line.title}</a><span class="sub">${line.customerName !== null && `${firstName(line.customerName)} · `}<code>${orderId}</code> · ${state.providerId}</span></th>
<td data-label="State">${statePill(state.name)} ${isStuck && html`<span class="pill bad"><span aria-hidden="true">✕</span> Stuck</span> `}${state.holds.map(({ kind }) => holdChip(kind))} ${state.sandbox && html`<span class="tag">sandbox</span>`}</td>
<td data-label="Waiting for">${waits.length === 0 ? html`<span class="muted">Nothing</span>` : html`<ul class="plain">${waits.map((wait) => html`<li><b>${titled(wait.who)}</b>: ${lowered(wait.what)}${wait.until !== null && html` <span class="until">until ${countdown(wait.until, own, state.timeZone)}</span>`}<span class="then">then ${wait.then}</span></li>`)}</ul>`}</td>
<td data-label="Next deadline">${next ? html`${titled(next.kind)} ${countdown(next.due, own, state.timeZone)}` : html`<span class="muted">None</span>`}</td>
</tr>`;
}

/** A list needs no surnames. */
function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

function empty(purpose: string | undefined, query: ListQuery): Content {
  const isSearch = purpose === undefined || query.q !== null;
  return html`<div class="empty"><h2>${isSearch ? 'No order matches this filter' : 'Nothing here now'}</h2><p>${purpose ?? 'Widen the filter, or look at everything.'}</p><p><a href="/console?state=ANY&amp;sort=-createdAt">Show everything</a></p></div>`;
}

function paging(query: ListQuery, nextCursor: string | null): Html | false {
  if (query.cursor === null && nextCursor === null) return false;
  const link = (cursor: string | null): string => `/console?${searchOf(query, cursor)}`;
  return html`<nav class="paging" aria-label="Pages">${query.cursor !== null && html`<a class="button" href="${link(null)}">First page</a>`} ${nextCursor !== null && html`<a class="button" href="${link(nextCursor)}">Next page</a>`}</nav>`;
}
