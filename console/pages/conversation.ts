import type { MessageView } from '../../api/presenters/conversation.ts';
import { type FormParts, hiddenFields } from '../forms/action-form.ts';
import { drawFields } from '../forms/draw.ts';
import { initialRaw } from '../forms/hints.ts';
import { messageFields } from '../forms/message-form.ts';
import { flag, type Html, html } from '../html.ts';
import { BOOSTED } from '../layout.ts';
import { timeTag } from '../time.ts';
import { actorText, lowered, messagePill, titled } from '../words.ts';
import type { OrderData } from './order-data.ts';
import { card } from './order-parts.ts';
import { problemBox } from './problem-box.ts';

/** What was written and sent, with what became of it, and the form to write. */
export function conversation({ messages, record }: OrderData, parts: FormParts): Html {
  const list =
    messages.length === 0
      ? html`<p class="muted">Nobody has written yet. What the order sends by itself appears here too.</p>`
      : html`<ol class="messages">${messages.map((row) => message(row, record.state.timeZone))}</ol>`;
  return card('conversation', 'Conversation', html`${list}${compose(parts)}`);
}

function message(row: MessageView, timeZone: string): Html {
  const { status, purpose, to, from, subject, text, templateId, createdAt, sentAt, attempts, reasons } = row;
  const failed = status === 'FAILED' || status === 'BLOCKED';
  return html`<li class="message ${row.direction === 'INBOUND' ? 'in' : 'out'}${failed && ' failed'}">
<p>${messagePill(status)} <b>${titled(purpose)}</b> <span class="muted">${actorText(from)} to ${lowered(to)} · ${timeTag(createdAt, timeZone)}${sentAt !== null && html` · sent ${timeTag(sentAt, timeZone)}`}${attempts > 1 && ` · ${attempts} attempts`}</span></p>
${reasons.length > 0 && html`<p class="error">${reasons.map(({ code, excerpt }) => `${code}${excerpt === '' ? '' : `: ${excerpt}`}`).join('; ')}</p>`}
${subject !== null && html`<p><b>${subject}</b></p>`}
${text === null ? html`<p class="muted">From the template ${templateId ?? ''}; its text is written when it is sent.</p>` : html`<div class="prose">${text}</div>`}
${status === 'FAILED' && html`<p class="muted">It was given up. Correct what the reason names and write it anew below.</p>`}
</li>`;
}

function compose(parts: FormParts): Html | false {
  const { subject, returned } = parts;
  const { state } = subject.record;
  const fields = messageFields(subject);
  if (fields === null) return false;
  const own = returned?.command === 'send-message' ? returned : null;
  const raw = own?.raw ?? initialRaw('send-message', subject);
  const drawing = { formId: 'f-message', raw, errors: own?.problem?.errors ?? [], timeZone: state.timeZone };
  return html`<details class="action" id="action-send-message"${flag('open', own !== null)}><summary><b>${subject.caller.role === 'customer' ? 'Write to support' : 'Write to the customer'}</b></summary>
<form method="post" action="/console/orders/${state.orderId}/messages"${BOOSTED}>
${own?.problem && problemBox(own.problem, drawing, fields)}
${hiddenFields(parts)}
${drawFields(fields, drawing)}
<p class="buttons"><button class="primary">Send</button></p>
</form></details>`;
}
