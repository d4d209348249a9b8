import { randomUUID } from 'node:crypto';
import type { Caller } from '../../api/auth/auth.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Stuck } from '../../store/contract/store.ts';
import { type Content, html } from '../html.ts';
import { BOOSTED } from '../layout.ts';
import type { Session } from '../session.ts';
import { timeTag } from '../time.ts';

/** How the workflow behind an order or a claim fares, where it does not get on. */
export interface Standstill {
  readonly stuck: Stuck | null;
  readonly divergedAt: Instant | null;
}

/** Whether the caller is told: for the parties of an order it is the program's matter. */
export function seesStandstill({ role }: Caller): boolean {
  return role !== 'customer' && role !== 'provider';
}

/** That it stands still, since when, and what to do; for a supervisor the button that does it. */
export function stuckBanner(
  { stuck, divergedAt }: Standstill,
  { caller, formToken }: Session,
  { action, timeZone }: { readonly action: string; readonly timeZone: string },
): Content {
  if (!seesStandstill(caller) || (!stuck && divergedAt === null)) return null;
  const why = stuck
    ? html`<b><span aria-hidden="true">✕ </span>Stuck: ${stuck.why === 'TASK_FAILS' ? 'its workflow fails' : 'under its id runs a workflow that the program did not start'}</b> since ${timeTag(stuck.since, timeZone)}. Commands are kept and wait, deadlines do not act, nothing is lost.`
    : html`<b><span aria-hidden="true">✕ </span>Stuck: the store and the workflow differ</b>${divergedAt !== null && html` since ${timeTag(divergedAt, timeZone)}`}. Nothing is overwritten until a person decides.`;
  const can = caller.role === 'supervisor';
  return html`<div class="banner bad" id="stuck"><p>${why} ${
    can
      ? 'Where a new version was deployed, go back to the one before; otherwise start the workflow again: it goes on from what the store says, waiting commands are decided, and no effect is doubled.'
      : 'Tell whoever runs the program, or a supervisor, who can start the workflow again here.'
  }</p>${
    can &&
    html`<form method="post" action="${action}"${BOOSTED}><input type="hidden" name="formToken" value="${formToken}"><input type="hidden" name="idempotencyKey" value="${randomUUID()}"><p class="buttons"><button>Start its workflow again</button></p></form>`
  }</div>`;
}
