import { randomUUID } from 'node:crypto';
import { PROBLEMS, type Problem } from '../../api/http/problems.ts';
import { textIn } from '../../domain/claim/details.ts';
import { claimEligibility } from '../../domain/claim/filing/eligibility.ts';
import { claimWaitingFor } from '../../domain/claim/time/deadlines.ts';
import { seenState } from '../../domain/claim/views/view.ts';
import { openClaim } from '../../domain/order/claims/claims.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { ClaimRecord, OrderRecord } from '../../store/contract/store.ts';
import { flag, type Html, html } from '../html.ts';
import { absolute } from '../time.ts';
import { lowered, moneyText, titled, verdictPill } from '../words.ts';
import { frame } from './frame.ts';

export interface ClaimPage {
  readonly token: string;
  readonly order: OrderRecord;
  /** This claimant's own, oldest first. */
  readonly claims: readonly ClaimRecord[];
  readonly claimantRole: 'CUSTOMER' | 'SELLER';
  readonly now: Instant;
  readonly problem: Problem | null;
  readonly typed: ReadonlyMap<string, string>;
}

/** What a claimant sees: whether a claim can be made and why, the form, and where a claim stands. No scripts. */
export function claimPage(page: ClaimPage): Html {
  const { order, claims, now } = page;
  const window = order.state.claimWindow;
  const isOpen = window !== null && now < window.closesAt && openClaim(order.state) === null;
  return frame(
    `Claim for ${order.details.given.scopeOfWork.title}`,
    html`<h1 id="title">${order.details.given.scopeOfWork.title}</h1>
<p class="muted">Order <code>${order.orderId}</code>${window && html` · claims are taken before ${absolute(window.closesAt, window.timeZone)}`}</p>
${page.problem && problemBox(page.problem)}
${claims.toReversed().map((claim) => standing(claim, page))}
${isOpen && html`${eligibility(page)}${form(page)}`}
${!isOpen && claims.length === 0 && html`<p>No claim can be made now.</p>`}`,
  );
}

function problemBox({ code, detail, errors = [], conditions = [] }: Problem): Html {
  const failing = conditions.filter(({ verdict }) => verdict === 'FAILED' || verdict === 'REQUIRES_ACTION');
  return html`<div class="problem" role="alert" tabindex="-1"><p><b>${PROBLEMS[code].title}.</b> ${detail} What you wrote is still here; files must be chosen again.</p>
${errors.length > 0 && html`<ul>${errors.map(({ pointer, message }) => html`<li><b>${titled(pointer.split('/')[1] ?? '')}</b> ${message}</li>`)}</ul>`}
${failing.length > 0 && html`<ul>${failing.map(({ message, fix }) => html`<li>${message}${fix !== undefined && html` ${fix}`}</li>`)}</ul>`}</div>`;
}

function eligibility({ order, claimantRole, now }: ClaimPage): Html {
  const { conditions } = claimEligibility({ state: order.state, terms: order.terms, claimantRole, now, filing: null });
  return html`<section class="card" aria-labelledby="eligible-title"><h2 id="eligible-title">Can I make a claim?</h2>
<ul class="plain spaced">${conditions
    .filter(({ verdict }) => verdict !== 'NOT_APPLICABLE')
    .map(
      ({ verdict, message, fix }) =>
        html`<li>${verdict === 'REQUIRES_ACTION' ? html`<span class="pill warn"><span class="icon" aria-hidden="true">✎</span> To be given</span>` : verdictPill(verdict)} ${message}${fix !== undefined && html` <span class="muted">${fix}</span>`}</li>`,
    )}</ul></section>`;
}

function form({ token, typed, order, now }: ClaimPage): Html {
  const value = (name: string): string => typed.get(name) ?? '';
  const today = new Date(now).toISOString().slice(0, 10);
  const remedies = [
    ['REDO', 'Do the work again'],
    ['REFUND', 'Refund'],
  ] as const;
  return html`<section class="card" aria-labelledby="form-title"><h2 id="form-title">Make a claim</h2>
<form method="post" action="/claim/${token}" enctype="multipart/form-data">
<input type="hidden" name="key" value="${randomUUID()}">
${area('description', 'What is not as agreed', value('description'))}
${line('name', 'Your name', value('name'), false)}
${line('partnerName', 'Who did the work', value('partnerName'), true)}
${area('agreedScope', 'What was agreed', value('agreedScope') || order.details.given.scopeOfWork.items.map(({ description }) => description).join('; '))}
<fieldset><legend>Telling the partner first</legend>
<div class="field"><label for="raisedAt">On which day did you tell the partner?</label><input id="raisedAt" type="date" name="raisedAt" value="${value('raisedAt')}" max="${today}"></div>
${select(
  'raisedChannel',
  'How',
  [
    ['PLATFORM_MESSAGE', 'A message on the marketplace'],
    ['PHONE', 'By telephone'],
    ['EMAIL', 'By e-mail'],
    ['IN_PERSON', 'In person'],
  ],
  value('raisedChannel'),
)}
${select(
  'raisedOutcome',
  'What came of it',
  [
    ['UNRESOLVED', 'It was not resolved'],
    ['NO_ANSWER', 'There was no answer'],
  ],
  value('raisedOutcome'),
)}
</fieldset>
<fieldset class="choices"><legend>What do you want?</legend>${remedies.map(([remedy, label]) => html`<label class="choice"><input type="radio" name="desiredRemedy" value="${remedy}" required${flag('checked', value('desiredRemedy') === remedy)}> ${label}</label>`)}</fieldset>
<div class="field"><label for="receipt">Invoice or payment receipt</label><p class="hint" id="receipt-hint">PDF, JPEG, PNG, GIF or TIFF, at most 5 MiB.</p><input id="receipt" type="file" name="receipt" required aria-describedby="receipt-hint" accept="application/pdf,image/jpeg,image/png,image/gif,image/tiff"></div>
${files('documents', 'Photos, video or other documents', false)}
<p class="buttons"><button class="primary">Make the claim</button></p>
</form></section>`;
}

function line(name: string, label: string, value: string, required: boolean): Html {
  return html`<div class="field"><label for="${name}">${label}${!required && html` <span class="optional">optional</span>`}</label><input id="${name}" type="text" name="${name}" value="${value}" maxlength="200"${flag('required', required)}></div>`;
}

function area(name: string, label: string, value: string): Html {
  return html`<div class="field"><label for="${name}">${label}</label><textarea id="${name}" name="${name}" rows="4" maxlength="4000" required>
${value}</textarea></div>`;
}

function select(name: string, label: string, options: readonly (readonly [string, string])[], chosen: string): Html {
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(([value, text]) => html`<option value="${value}"${flag('selected', value === chosen)}>${text}</option>`)}</select></div>`;
}

function files(name: string, label: string, required: boolean): Html {
  return html`<div class="field"><label for="${name}">${label}${!required && html` <span class="optional">optional</span>`}</label><p class="hint" id="${name}-hint">PDF or pictures of at most 5 MiB each, MP4 video of at most 50 MiB.</p><input id="${name}" type="file" name="${name}"${flag('multiple', true)}${flag('required', required)} aria-describedby="${name}-hint" accept="application/pdf,image/jpeg,image/png,image/gif,image/tiff,video/mp4"></div>`;
}

/** Where a claim stands, what it waits for, and what was decided and why. */
function standing({ claimId, details, terms, ...claim }: ClaimRecord, { token }: ClaimPage): Html {
  // The link's holder is a party, never the desk.
  const state = seenState(claim.state, { relations: [] });
  const { decision, timeZone, request } = state;
  const waits = claimWaitingFor(state, terms);
  const isAsked = request?.from === 'CLAIMANT';
  return html`<section class="card" aria-labelledby="claim-${claimId}"><h2 id="claim-${claimId}">Your claim <span class="pill idle">${titled(state.name)}</span></h2>
<p class="muted"><code>${claimId}</code> · received ${absolute(state.filedAt, timeZone)}</p>
${decision && html`<p><b>${titled(decision.outcome)}${decision.remedy !== 'NONE' && html`: ${lowered(decision.remedy)}`}${decision.amount && html` of ${moneyText(decision.amount)}`}</b></p><p>${textIn(details, decision.sequence, 'reason') ?? ''}</p>`}
${waits.length > 0 && html`<ul class="plain spaced">${waits.map(({ who, what, until }) => html`<li>Waiting for ${lowered(who)}: ${lowered(what)}${until !== null && html`, until ${absolute(until, timeZone)}`}</li>`)}</ul>`}
${isAsked && html`<p>We need more from you: ${request.kinds.map(lowered).join(', ')}.</p>`}
${(isAsked || state.name === 'AWAITING_PARTNER' || state.name === 'INVESTIGATING') && html`<form method="post" action="/claim/${token}/documents" enctype="multipart/form-data"><input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="claimId" value="${claimId}">${files('documents', 'More documents', true)}<p class="buttons"><button>Send the documents</button></p></form>`}
</section>`;
}
