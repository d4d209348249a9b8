import { randomUUID } from 'node:crypto';
import type { Problem } from '../../api/http/problems.ts';
import type { ClaimCommandName } from '../../domain/claim/bodies.ts';
import type { ClaimTimelineEntry } from '../../domain/claim/views/timeline.ts';
import type { ClaimView } from '../../domain/claim/views/view.ts';
import type { ClaimRecord, Stuck } from '../../store/contract/store.ts';
import { drawFields } from '../forms/draw.ts';
import type { Field, Raw } from '../forms/field.ts';
import { type Content, flag, type Html, html } from '../html.ts';
import { BOOSTED } from '../layout.ts';
import type { Session } from '../session.ts';
import { countdown, timeTag } from '../time.ts';
import { actorText, clearedByText, lowered, moneyText, titled } from '../words.ts';
import { card, said } from './order-parts.ts';
import { problemBox } from './problem-box.ts';
import { stuckBanner } from './stuck.ts';

/** A form that comes back to who sent it, with what was typed. */
export interface ClaimReturned {
  readonly command: string;
  readonly raw: Raw;
  readonly problem: Problem;
}

export interface ClaimData {
  readonly record: ClaimRecord;
  readonly view: ClaimView;
  readonly timeline: readonly ClaimTimelineEntry[];
  readonly now: number;
  readonly session: Session;
  /** Where its workflow does not get on. */
  readonly stuck: Stuck | null;
  readonly fieldsFor: (command: ClaimCommandName) => readonly Field[];
  readonly returned: ClaimReturned | null;
}

/** One claim on one page: what was claimed, what it waits for, what one can do, what was decided and why. */
export function claimContent(data: ClaimData): Html {
  const { record, view, now, returned, session, stuck } = data;
  const { timeZone } = record.state;
  const isPossible = view.allowedActions.some(({ command, enabled }) => enabled && command === returned?.command);
  return html`<header class="order-head"><p class="crumb"><a href="/console/claims">Claims</a></p>
<div class="title"><h1 id="title" tabindex="-1">Claim ${view.claimId}</h1> <span class="pill idle">${titled(view.state)}</span>${view.exception && html` <span class="tag">exception</span>`}</div>
<dl class="head-facts"><div><dt>Order</dt><dd><a href="/console/orders/${view.orderId}"><code>${view.orderId}</code></a></dd></div><div><dt>Programme</dt><dd>${view.programme}</dd></div><div><dt>Filed</dt><dd>${timeTag(view.receivedAt, timeZone)}</dd></div><div><dt>Version</dt><dd>${view.version}</dd></div></dl></header>
${stuckBanner({ stuck, divergedAt: record.divergedAt }, session, { action: `/console/claims/${record.claimId}/workflow/restart`, timeZone })}
${returned && !isPossible && problemBox(returned.problem, { formId: 'f', timeZone }, [])}
<div class="cols"><div class="primary">
${card('waiting', 'Waiting for', view.waitingFor.length === 0 ? html`<p class="muted">Nothing: the claim is over.</p>` : html`<ul class="waits">${view.waitingFor.map(({ who, what, until, then }) => html`<li><p><b>${titled(who)}</b>: ${lowered(what)}</p><p>${until === null ? 'without a limit' : html`until ${countdown(until, now, timeZone)}`}, then ${then}</p></li>`)}</ul>`)}
${actions(data)}
${decisions(view, timeZone)}
${history(data)}
</div><aside aria-label="About the claim">${about(view)}${deadlines(view, now, timeZone)}</aside></div>`;
}

function actions({ view, fieldsFor, session: { formToken }, returned, record }: ClaimData): Html {
  const once = [...new Map(view.allowedActions.map((action) => [action.command, action])).values()];
  const isOpen = (command: string): boolean => view.allowedActions.some((action) => action.command === command && action.enabled);
  const form = (command: ClaimCommandName, summary: string): Html => {
    const back = returned?.command === command ? returned : null;
    const fields = fieldsFor(command);
    const drawing = {
      formId: `f-${command}`,
      raw: back?.raw ?? new Map(),
      errors: back?.problem.errors ?? [],
      timeZone: record.state.timeZone,
    };
    return html`<details class="action" id="action-${command}"${flag('open', back !== null)}><summary><b>${titled(command)}</b> <span>${summary}</span></summary>
<form method="post" action="/console/claims/${view.claimId}/commands/${command}"${BOOSTED}>${back && problemBox(back.problem, drawing, fields)}
<input type="hidden" name="formToken" value="${formToken}"><input type="hidden" name="idempotencyKey" value="${randomUUID()}"><input type="hidden" name="version" value="${view.version}">
${drawFields(fields, drawing)}<p class="buttons"><button class="primary">${titled(command)}</button></p></form></details>`;
  };
  const open = once.filter(({ command }) => isOpen(command));
  const shut = once.filter(({ command }) => !isOpen(command));
  return card(
    'actions',
    'Actions',
    html`${open.length === 0 ? html`<p class="muted">Nothing is possible now${shut.length > 0 && '; the reasons are below'}.</p>` : open.map(({ command, summary }) => form(command, summary))}
${shut.length > 0 && html`<details><summary>Not possible now (${shut.length})</summary><ul class="shut">${shut.map(({ command, unmet }) => html`<li><button type="button" disabled>${titled(command)}</button><span class="why">${unmet.map(({ message, clearedBy }) => html`<span>${message}${clearedBy !== null && html` <span class="muted">(${clearedByText(clearedBy)})</span>`}</span> `)}</span></li>`)}</ul></details>`}`,
  );
}

function decisions(view: ClaimView, timeZone: string): Html | false {
  const { decision, firstDecision, proposal, appeal, refund, recallOrderId } = view;
  if (!decision && !proposal) return false;
  const shown = (title: string, one: typeof decision): Content =>
    one &&
    html`<h3>${title}</h3><p><b>${titled(one.outcome)}${one.remedy !== 'NONE' && html`: ${lowered(one.remedy)}`}${one.amount && html` of ${moneyText(one.amount)}`}</b> <span class="muted">by ${one.decidedBy}${one.confirmedBy !== null && html`, confirmed by ${one.confirmedBy}`}, ${timeTag(one.at, timeZone)}</span></p><p class="prose">${one.reason ?? ''}</p>`;
  return card(
    'decision',
    'Decision',
    html`${shown('Waits for a second person', proposal)}${shown('In force', decision)}${shown('Before the appeal', firstDecision)}
${appeal && html`<p>Appealed by the ${lowered(appeal.by)}, ${timeTag(appeal.at, timeZone)}: ${appeal.reason ?? ''}</p>`}
${refund.owed && html`<p>Owed now: <b>${moneyText(refund.owed)}</b>; the parties pay each other directly.</p>`}
${recallOrderId !== null && html`<p>Done again in order <a href="/console/orders/${recallOrderId}"><code>${recallOrderId}</code></a>.</p>`}`,
  );
}

function about(view: ClaimView): Html {
  const row = (term: string, value: Content): Html => html`<dt>${term}</dt><dd>${value}</dd>`;
  const { claimant, raisedWithPartner, partner } = view;
  return card(
    'about',
    'Claim',
    html`<dl class="facts">${row('Claimant', html`${claimant.name ?? ''} <code>${claimant.role.toLowerCase()}:${claimant.id}</code>`)}
${row('Says', html`<span class="prose">${said(view.description)}</span>`)}
${row('Agreed', said(view.agreedScope))}
${row('Wants', titled(view.desiredRemedy))}
${raisedWithPartner && row('Told the partner', raisedWithPartner.basis === 'RECORD' ? `on record: issue ${raisedWithPartner.issueId}` : 'the claimant states it; no issue is on file')}
${row('Partner', html`<code>${partner.providerId}</code> ${partner.answer ? html`${titled(partner.answer.position)}: ${partner.answer.text ?? ''}` : partner.silentSince !== null ? 'did not answer in time' : 'has not answered yet'}`)}
${view.exception && row('Exception', said(view.exception.reason))}
${row('Documents', view.documentIds.length === 0 ? 'none' : html`<ul>${view.documentIds.map((id) => html`<li><code>${id}</code></li>`)}</ul>`)}</dl>`,
  );
}

function deadlines(view: ClaimView, now: number, timeZone: string): Html | false {
  if (view.deadlines.length === 0) return false;
  return card(
    'deadlines',
    'Deadlines',
    html`<ol class="deadlines">${view.deadlines.map(({ kind, due, rule, derivation }) => html`<li><p><b>${titled(kind)}</b> ${countdown(due, now, timeZone)}</p><details><summary>Why</summary><p>${rule}</p><ul>${derivation.map((step) => html`<li>${step}</li>`)}</ul></details></li>`)}</ol>`,
  );
}

function history({ timeline, record }: ClaimData): Html {
  return card(
    'timeline',
    'Timeline',
    html`<ol class="timeline" reversed>${timeline
      .toReversed()
      .map(
        ({ type, actor, at, because, data, texts }) =>
          html`<li class="entry"><p><b>${titled(type)}</b> <span class="muted">${actorText(actor)} · ${timeTag(at, record.state.timeZone)}</span></p><p class="because">${because.join('; ')}</p><details><summary>Details</summary><dl class="facts">${Object.entries({ ...data, ...texts }).map(([name, value]) => html`<dt>${titled(name)}</dt><dd>${said(value)}</dd>`)}</dl></details></li>`,
      )}</ol>`,
  );
}
