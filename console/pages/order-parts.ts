import { type Content, type Html, html } from '../html.ts';
import { countdown, timeTag } from '../time.ts';
import { clearedByText, lowered, moneyText, titled, verdictPill } from '../words.ts';
import type { OrderData } from './order-data.ts';

export function card(id: string, title: string, content: Content): Html {
  return html`<section class="card" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}
</section>`;
}

/** Whom the order waits for, until when, and what happens then. */
export function waits({ view, record, now }: OrderData): Html {
  const { timeZone } = record.state;
  if (view.waitingFor.length === 0) return card('waiting', 'Waiting for', html`<p class="muted">Nothing: the order is over.</p>`);
  return card(
    'waiting',
    'Waiting for',
    html`<ul class="waits">${view.waitingFor.map(({ who, what, since, until, then }) => html`<li><p><b>${titled(who)}</b>: ${lowered(what)} <span class="muted">since ${timeTag(since, timeZone)}</span></p><p>${until === null ? 'without a limit' : html`until ${countdown(until, now, timeZone)}`}, then ${then}</p></li>`)}</ul>`,
  );
}

/** The completion check as the command will see it: each requirement with its verdict, its evidence and who can clear it. */
export function requirements({ requirements: all, record }: OrderData): Html | false {
  if (record.state.name === 'CLOSED' || record.state.name === 'CANCELLED') return false;
  const failing = all.filter(({ verdict }) => verdict === 'FAILED').length;
  const head = failing === 0 ? 'Nothing blocks completion.' : `${failing} of ${all.length} requirements block completion.`;
  return card(
    'check',
    'Completion check',
    html`<p>${head}</p><div class="table"><table class="verdicts"><caption class="sr">Requirements of completion</caption><thead><tr><th scope="col">Verdict</th><th scope="col">Requirement</th><th scope="col">Evidence</th></tr></thead><tbody>${all.map(({ id, verdict, message, evidence, clearedBy }) => html`<tr><td data-label="Verdict">${verdictPill(verdict)}</td><th scope="row"><span>${message}</span><span class="sub"><code>${id}</code>${verdict === 'FAILED' && html` · ${clearedByText(clearedBy)}`}</span></th><td data-label="Evidence">${evidence ?? '–'}</td></tr>`)}</tbody></table></div>`,
  );
}

export function deadlines({ view, record, now }: OrderData): Html | false {
  if (view.deadlines.length === 0) return false;
  return card(
    'deadlines',
    'Deadlines',
    html`<ol class="deadlines">${view.deadlines.map(({ kind, due, rule, derivation }) => html`<li><p><b>${titled(kind)}</b> ${countdown(due, now, record.state.timeZone)}</p><details><summary>Why</summary><p>${rule}</p><ul>${derivation.map((step) => html`<li>${step}</li>`)}</ul></details></li>`)}</ol>`,
  );
}

export function appointments({ view, record }: OrderData): Html {
  const { timeZone } = record.state;
  if (view.appointments.length === 0) return card('appointments', 'Appointments', html`<p class="muted">None yet.</p>`);
  const list = view.appointments
    .toReversed()
    .map(
      (one) =>
        html`<li><p><b>${titled(one.status)}</b> ${timeTag(one.startTime, timeZone)}, ${one.durationInMinutes} min</p><p class="muted">${one.appointmentId}${one.technicianIds.length > 0 && html` · technicians ${one.technicianIds.join(', ')}`}${one.arrivedAt !== null && html` · arrived ${timeTag(one.arrivedAt, timeZone)}`}${!one.agreed && html` · <b>not agreed yet by the ${lowered(one.awaitingAgreementFrom ?? '')}</b>`}${one.rescheduledAppointmentId !== null && html` · moved to ${one.rescheduledAppointmentId}: ${lowered(one.reasonCode ?? '')}, caused by ${lowered(one.attributedTo ?? '')}`}${one.noShow && html` · <b>no-show of the ${lowered(one.noShow.party)}</b>`}</p></li>`,
    );
  return card('appointments', 'Appointments', html`<ul class="plain spaced">${list}</ul>`);
}

export function fees({ view, record }: OrderData): Html | false {
  if (view.fees.length === 0 && view.cancellation === null) return false;
  const { timeZone } = record.state;
  const cancelled =
    view.cancellation &&
    html`<p>Cancelled ${timeTag(view.cancellation.at, timeZone)} by ${view.cancellation.by}: ${lowered(view.cancellation.reasonCode)}, caused by <b>${lowered(view.cancellation.attributedTo)}</b>.${view.cancellation.note !== null && html` <q>${said(view.cancellation.note)}</q>`}</p>`;
  const list = view.fees.map(
    ({ feeId, kind, amount, status, rule, decidedBy, decidedAt }) =>
      html`<li><p><b>${moneyText(amount)}</b> <span class="tag">${titled(status)}</span></p><p class="muted">${titled(kind)} fee ${feeId} · ${rule}${decidedBy !== null && html` · decided by ${decidedBy}${decidedAt !== null && html`, ${timeTag(decidedAt, timeZone)}`}`}</p></li>`,
  );
  return card(
    'fees',
    'Cancellation and fees',
    html`${cancelled}${view.fees.length === 0 ? html`<p class="muted">No fee.</p>` : html`<ul class="plain spaced">${list}</ul>`}`,
  );
}

/** Claims on the order, and where support files one. */
export function claims({ view, record, subject }: OrderData): Html | false {
  const { orderId, state } = record;
  if (state.completedAt === null) return false;
  const list = view.claims.map(
    ({ claimId, filedAt, isOpen, endedAs }) =>
      html`<li><a href="/console/claims/${claimId}">${claimId}</a> <span class="muted">filed ${timeTag(filedAt, state.timeZone)}, ${isOpen ? 'open' : lowered(endedAs ?? '')}</span></li>`,
  );
  const mayFile = subject.caller.role !== 'provider' && subject.caller.role !== 'auditor';
  return card(
    'claims',
    'Claims',
    html`${list.length === 0 ? html`<p class="muted">None.</p>` : html`<ul class="plain spaced">${list}</ul>`}${mayFile && html`<p><a class="button" href="/console/orders/${orderId}/claims">File a claim …</a></p>`}`,
  );
}

/** What was ordered, for whom and where. */
export function given({ view, record, subject }: OrderData): Html {
  const { customer, serviceLocation, price, products, scopeOfWork, sellerId, assumed } = view;
  const { timeZone } = record.state;
  const address = Object.values(serviceLocation.address ?? {}).filter((line) => line !== '');
  const row = (term: string, value: Content): Html => html`<dt>${term}</dt><dd>${value}</dd>`;
  return card(
    'given',
    'Order',
    html`<dl class="facts">
${row('Customer', html`${customer.name ?? ''} <span class="muted">${customer.customerId} · ${customer.locale}${contactText({ view, subject })}</span>`)}
${row('Place', html`${titled(serviceLocation.type)}${address.length > 0 && html`<br>${address.map((line) => html`${line}<br>`)}`} <span class="muted">${timeZone}</span>`)}
${row('Provider', html`${subject.provider?.name ?? ''} <code>${view.providerId}</code>`)}
${sellerId !== undefined && row('Seller', sellerId)}
${price && row('Price', moneyText(price))}
${row('Scope', html`<ul>${scopeOfWork.items.map(({ itemId, description }) => html`<li>${description} <code>${itemId}</code></li>`)}</ul>`)}
${products && products.length > 0 && row('Products', html`<ul>${products.map(({ title, quantity }) => html`<li>${quantity} × ${title}</li>`)}</ul>`)}
${row('Created', timeTag(view.createdAt, timeZone))}
${view.completedAt !== null && row('Completed', timeTag(view.completedAt, timeZone))}
${view.claimWindow && row('Claim window', html`${timeTag(view.claimWindow.opensAt, timeZone)} to ${timeTag(view.claimWindow.closesAt, timeZone)} <span class="muted">${view.claimWindow.rule}</span>`)}
${assumed && assumed.length > 0 && row('Assumed', assumed.join(', '))}
</dl>`,
  );
}

/** A provider is not told whether there is one. */
function contactText({ view: { customer }, subject }: Pick<OrderData, 'view' | 'subject'>): string {
  if (customer.contact) return ` · ${customer.contact.address}`;
  return subject.caller.role === 'provider' ? '' : ' · no contact address';
}

/** A text of the record; anything that is none is shown as JSON rather than as [object Object]. */
export function said(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
