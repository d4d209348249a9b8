import { type Caller, callerKey } from '../api/auth/auth.ts';
import type { AppDeps } from '../api/deps.ts';
import { settledReply } from '../api/presenters/command-answer.ts';
import type { Warning } from '../domain/shared/deciding/refusal.ts';
import type { OrderRecord } from '../store/contract/store.ts';
import { type Content, html } from './html.ts';
import { titled } from './words.ts';

/**
 * What became of the command that a form gave; the page after it is asked for by its id, so that a reload repeats nothing and
 * one that was only taken shows its outcome as soon as there is one. Nothing for another's command.
 */
export async function outcomeOf(deps: AppDeps, caller: Caller, record: OrderRecord, commandId: string): Promise<Content> {
  if (commandId === '') return null;
  const row = await deps.store.inbox.find(commandId);
  if (!row?.order || row.caller !== callerKey(caller) || row.order.orderId !== record.orderId) return null;
  const { order, answer } = row;
  const name = order.commands.map(({ command }) => titled(command)).join(', ');
  if (!answer) {
    return html`<div class="banner warn" role="status" tabindex="-1" data-focus data-announce><p><b><span aria-hidden="true">◷ </span>${name}: taken, not decided yet.</b> No worker has answered in time; nothing is lost. <a href="/console/orders/${record.orderId}?done=${commandId}">Look again</a></p></div>`;
  }
  if (answer.outcome === 'ANSWERED') return null;
  const reply = await settledReply(deps.store, caller, { commandId, order, isBatch: false }, answer);
  if (reply.kind === 'problem') {
    return html`<div class="banner bad" role="alert" tabindex="-1" data-focus data-announce><p><b><span aria-hidden="true">✕ </span>${name}: refused.</b> ${reply.problem.detail}</p></div>`;
  }
  const { warnings = [] } = reply.body as { readonly warnings?: readonly Warning[] };
  return html`<div class="banner good" role="status" tabindex="-1" data-focus data-announce><p><b><span aria-hidden="true">✓ </span>${name}: done.</b></p>${warnings.length > 0 && html`<ul class="warnings">${warnings.map(({ message }) => html`<li>${message}</li>`)}</ul>`}</div>`;
}
