import { type Html, html } from '../html.ts';
import { countdown, timeTag } from '../time.ts';
import { holdChip, lowered, statePill, titled } from '../words.ts';
import type { OrderData } from './order-data.ts';

/** State, what is due next in the order's zone and in UTC, the policy that was promised, and the id to copy. */
export function orderHeader({ record, view, now }: OrderData): Html {
  const { state } = record;
  const [next] = view.deadlines;
  return html`<header class="order-head">
<p class="crumb"><a href="/console">Orders</a></p>
<div class="title"><h1 id="title" tabindex="-1"${html` data-focus-fallback`}>${view.scopeOfWork.title}</h1> ${statePill(state.name)} ${state.holds.map(({ kind }) => holdChip(kind))}${state.sandbox && html` <span class="tag">sandbox</span>`}</div>
<dl class="head-facts">
<div><dt>Order</dt><dd><code id="order-id">${state.orderId}</code> <button type="button" class="quiet" data-copy="${state.orderId}" hidden>Copy</button></dd></div>
<div><dt>Next deadline</dt><dd>${next ? html`${titled(next.kind)} ${countdown(next.due, now, state.timeZone)} <span class="muted">${state.timeZone === 'UTC' ? '' : timeTag(next.due, 'UTC')}</span>` : html`<span class="muted">None</span>`}</dd></div>
<div><dt>Policy</dt><dd>${view.policy.id} ${view.policy.version}</dd></div>
<div><dt>Version</dt><dd>${state.version}</dd></div>
${state.sandbox && html`<div><dt>Its clock</dt><dd>${timeTag(now, state.timeZone)}</dd></div>`}
</dl>
</header>`;
}

/** What stops the order, first thing on the page. */
export function banner({ view, record, messages }: OrderData): Html {
  const { timeZone } = record.state;
  const failed = messages.filter((row) => row.status === 'FAILED');
  return html`${view.holds.map(
    (hold) =>
      html`<div class="banner warn"><p><b><span aria-hidden="true">! </span>${titled(hold.kind)} hold ${hold.holdId}</b> since ${timeTag(hold.openedAt, timeZone)}. It blocks ${hold.blocks.map((name) => lowered(name)).join(', ')}.${decisionText(hold)}</p></div>`,
  )}${failed.length > 0 && html`<div class="banner bad"><p><b><span aria-hidden="true">✕ </span>${failed.length === 1 ? 'A message could' : `${failed.length} messages could`} not be delivered.</b> <a href="#conversation">Look at the conversation</a>.</p></div>`}`;
}

function decisionText(hold: OrderData['view']['holds'][number]): string {
  if (!('decision' in hold)) return '';
  if (hold.decision !== null) return ` Support decided: ${lowered(hold.decision)}.`;
  const missing = [
    ...(hold.confirmedAt === null ? ['the written confirmation to the customer'] : []),
    ...(hold.contactedAt === null ? ['the contact with support'] : []),
  ];
  return missing.length > 0 ? ` Still missing: ${missing.join(' and ')}.` : ' Support can decide it now.';
}
