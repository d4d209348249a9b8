import { claimDeadlines, claimWaitingFor } from '../../domain/claim/time/deadlines.ts';
import type { ClaimRecord, ClaimReport, Page } from '../../store/contract/store.ts';
import { type Html, html } from '../html.ts';
import { countdown, timeTag } from '../time.ts';
import { lowered, titled } from '../words.ts';

export interface ClaimList {
  readonly claims: Page<ClaimRecord>;
  readonly isAll: boolean;
  /** Null for those who see only their own. */
  readonly report: ClaimReport | null;
  readonly now: number;
}

/** The queue of claims: what each waits for and until when. */
export function claimList({ claims, isAll, report, now }: ClaimList): Html {
  return html`<section aria-labelledby="title"><div class="title"><h1 id="title" tabindex="-1">${isAll ? 'All claims' : 'Open claims'}</h1> <a class="aside-link" href="/console/claims${!isAll && '?all=yes'}">${isAll ? 'Open ones only' : 'Show all'}</a></div>
${report && figures(report)}
${claims.items.length === 0 ? html`<div class="empty"><h2>Nothing here now</h2><p>Claims are filed by the claim link of the feedback mail, by a backend, or by support on the page of an order.</p></div>` : table(claims.items, now)}
${claims.nextCursor !== null && html`<nav class="paging" aria-label="Pages"><a class="button" href="/console/claims?${isAll && 'all=yes&'}cursor=${claims.nextCursor}">Next page</a></nav>`}
</section>`;
}

function figures({ open, decided, daysToDecision, exceptions, withdrawn }: ClaimReport): Html {
  const days =
    daysToDecision.p50 === null
      ? 'no decision yet'
      : `${daysToDecision.p50} days to a decision (half of them), ${daysToDecision.p90} (nine of ten)`;
  const openText = open.map(({ state, claims, oldestDays }) => `${claims} ${lowered(state)} (oldest ${oldestDays} days)`).join(', ');
  const decidedText = decided.map(({ programme, outcome, claims }) => `${claims} ${lowered(outcome)} (${programme})`).join(', ');
  return html`<p class="muted">Open: ${openText || 'none'}. Decided: ${decidedText || 'none'}; ${days}. Exceptions: ${exceptions}. Withdrawn: ${withdrawn}.</p>`;
}

function table(claims: readonly ClaimRecord[], now: number): Html {
  return html`<div class="table"><table class="orders"><caption class="sr">Claims, with what each waits for and until when</caption>
<thead><tr><th scope="col">Claim</th><th scope="col">State</th><th scope="col">Waiting for</th><th scope="col">Next deadline</th></tr></thead>
<tbody>${claims.map((claim) => row(claim, now))}</tbody></table></div>`;
}

function row({ claimId, orderId, state, terms }: ClaimRecord, now: number): Html {
  const own = now + state.clockOffsetMs;
  const [next] = claimDeadlines(state, terms);
  const waits = claimWaitingFor(state, terms);
  return html`<tr><th scope="row"><a href="/console/claims/${claimId}">${claimId}</a><span class="sub">order <code>${orderId}</code> · ${terms.programme} · filed ${timeTag(state.filedAt, state.timeZone)}</span></th>
<td data-label="State"><span class="pill idle">${titled(state.name)}</span>${state.isException && html` <span class="tag">exception</span>`}</td>
<td data-label="Waiting for">${waits.length === 0 ? html`<span class="muted">Nothing</span>` : html`<ul class="plain">${waits.map(({ who, what, then }) => html`<li><b>${titled(who)}</b>: ${lowered(what)}<span class="then">then ${then}</span></li>`)}</ul>`}</td>
<td data-label="Next deadline">${next ? html`${titled(next.kind)} ${countdown(next.due, own, state.timeZone)}` : html`<span class="muted">None</span>`}</td></tr>`;
}
