import { hasPath } from '../../api/schemas/commands.ts';
import { actionForm, type FormParts, type Returned } from '../forms/action-form.ts';
import { type Content, type Html, html } from '../html.ts';
import type { Session } from '../session.ts';
import { clearedByText, titled } from '../words.ts';
import { conversation } from './conversation.ts';
import type { OrderData } from './order-data.ts';
import { banner, orderHeader } from './order-header.ts';
import { appointments, claims, deadlines, fees, given, requirements, waits } from './order-parts.ts';
import { visitRecord } from './order-record.ts';
import { stuckBanner } from './stuck.ts';
import { timeline } from './timeline.ts';

export interface OrderPage {
  readonly data: OrderData;
  readonly session: Session;
  /** What became of the command that led here. */
  readonly result: Content;
  readonly returned: Returned | null;
  readonly kind: string | null;
}

/** One order on one page: what it waits for, what keeps it from being completed, what one can do, and all that happened. */
export function orderPage({ data, session, result, returned, kind }: OrderPage): Html {
  const parts: FormParts = { subject: data.subject, formToken: session.formToken, now: data.now, returned };
  const wasGiven = returned !== null && data.view.allowedActions.some(({ command, enabled }) => enabled && command === returned.command);
  return html`${orderHeader(data)}
${result}
${returned && !wasGiven && returned.command !== 'send-message' && lost(returned, parts)}
${stuckBanner({ stuck: data.stuck, divergedAt: data.record.divergedAt }, session, place(data))}
${banner(data)}
<div class="cols">
<div class="primary">
${waits(data)}
${actions(data, parts)}
${requirements(data)}
${visitRecord(data)}
${conversation(data, parts)}
${timeline(data, kind)}
</div>
<aside aria-label="About the order">
${deadlines(data)}
${appointments(data)}
${fees(data)}
${claims(data)}
${given(data)}
</aside>
</div>`;
}

function place({ record: { orderId, state } }: OrderData) {
  return { action: `/console/orders/${orderId}/workflow/restart`, timeZone: state.timeZone };
}

function actions({ view }: OrderData, parts: FormParts): Html {
  const listed = view.allowedActions.flatMap((action) => (hasPath(action.command) ? [{ ...action, command: action.command }] : []));
  const open = listed.filter(({ enabled }) => enabled);
  const shut = listed.filter(({ enabled }) => !enabled);
  const none = html`<p class="muted">${listed.length === 0 ? 'Your role only reads this order.' : 'Nothing is possible now; the reasons are below.'}</p>`;
  return html`<section class="card" id="actions" aria-labelledby="actions-title"><h2 id="actions-title">Actions</h2>
${open.length === 0 ? none : open.map(({ command, summary }) => actionForm(command, summary, parts))}
${shut.length > 0 && html`<h3>Not possible now</h3><ul class="shut">${shut.map(({ command, unmet }) => html`<li><button type="button" disabled aria-describedby="why-${command}">${titled(command)}</button><span class="why" id="why-${command}">${unmet.map(({ message, clearedBy }) => html`<span>${message}${clearedBy !== null && html` <span class="muted">(${clearedByText(clearedBy)})</span>`}</span> `)}</span></li>`)}</ul>`}
</section>`;
}

/** A form whose command is not possible any more when it comes back: what was typed is shown, so that it can be used elsewhere. */
function lost(returned: Returned, parts: FormParts): Content {
  if (!hasPathName(returned.command)) return null;
  return html`<section class="card" aria-labelledby="lost-title"><h2 id="lost-title">Your form</h2>${actionForm(returned.command, 'came back: it is not possible as the order stands now.', parts)}</section>`;
}

function hasPathName(command: string): command is Parameters<typeof actionForm>[0] {
  return command !== 'send-message';
}
