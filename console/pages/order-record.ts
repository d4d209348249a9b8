import { type Content, type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import { actorText, lowered, titled } from '../words.ts';
import type { OrderData } from './order-data.ts';
import { card, said } from './order-parts.ts';

/** What was recorded on the visit: inspection, defects, scope, signature, notes, issues, the customer's word. */
export function visitRecord(data: OrderData): Html | false {
  const parts = [inspection(data), ...defects(data), scope(data), signOff(data), waivers(data), notes(data), issues(data), rating(data)];
  const written = parts.filter((part) => part !== null);
  return written.length > 0 && card('record', 'On record', written);
}

function part(title: string, content: Content): Html {
  return html`<div class="record"><h3>${title}</h3>${content}</div>`;
}

/** By and at, under a record. */
function sign(by: Parameters<typeof actorText>[0], at: string, timeZone: string): Html {
  return html`<p class="muted">${actorText(by)}, ${timeTag(at, timeZone)}</p>`;
}

function inspection({ view, record }: OrderData): Html | null {
  const latest = view.inspection;
  if (!latest) return null;
  const presence = [
    latest.buyerPresent ? 'buyer present' : 'buyer absent',
    ...(latest.minorPresent === true ? [latest.guardianPresent === true ? 'minor with a guardian' : 'minor without a guardian'] : []),
    `manual ${lowered(latest.manual)}`,
  ];
  const items = latest.items.map((item) => {
    const { name, condition, note, preventsService } = item as Readonly<Record<string, unknown>>;
    return html`<li>${said(name)}: <b>${condition === 'OK' ? 'OK' : titled(said(condition))}</b>${preventsService === false && ' (does not prevent the service)'} ${note !== undefined && html`<q>${said(note)}</q>`}</li>`;
  });
  const site = (latest as Readonly<Record<string, unknown>>)['siteCondition'];
  const earlier = view.inspections.length - 1;
  return part(
    `Inspection: ${latest.passed ? 'passed' : 'failed'}`,
    html`<p>${presence.join(', ')}</p><ul>${items}</ul>${site !== undefined && html`<p>Site: <q>${said(site)}</q></p>`}${earlier > 0 && html`<p class="muted">${earlier} earlier in the timeline.</p>`}${sign(latest.by, latest.at, record.state.timeZone)}`,
  );
}

function defects({ view, record }: OrderData): readonly Html[] {
  const { timeZone } = record.state;
  return view.defects.map((one) => {
    const texts = one as Readonly<Record<string, unknown>>;
    const told = one.customerNotified as Readonly<Record<string, unknown>>;
    const contact = one.supportContact as Readonly<Record<string, unknown>> | null;
    const decision = one.decision as Readonly<Record<string, unknown>> | null;
    return part(
      `Defect ${one.holdId}: ${lowered(one.status)}`,
      html`<dl class="facts"><dt>Description</dt><dd>${said(texts['description'])}</dd><dt>Cause</dt><dd>${said(texts['cause'])}</dd><dt>Needed</dt><dd>${said(texts['needed'])}</dd><dt>Customer told</dt><dd>${said(told['summary'])} <span class="muted">${timeTag(one.customerNotified.at, timeZone)}</span></dd>${contact && html`<dt>Support asked</dt><dd>${said(contact['summary'])} <span class="muted">${timeTag(said(contact['at']), timeZone)}</span></dd>`}${decision && html`<dt>Decision</dt><dd><b>${titled(said(decision['decision']))}</b>: ${said(decision['guidance'])} <span class="muted">${timeTag(said(decision['at']), timeZone)}</span></dd>`}</dl>${sign(one.by, one.reportedAt, timeZone)}`,
    );
  });
}

function scope({ view, record }: OrderData): Html | null {
  const check = view.scopeCheck;
  if (!check) return null;
  const items = check.items.map((item) => {
    const { note } = item as Readonly<Record<string, unknown>>;
    return html`<li>${item.itemId}: <b>${item.done ? 'done' : 'not done'}</b> ${note !== undefined && html`<q>${said(note)}</q>`}</li>`;
  });
  const about = `customer ${check.customerPresent ? 'present' : 'absent'}, quality ${check.qualityAccepted ? 'accepted' : 'not accepted'}`;
  return part(
    `Scope: ${check.positive ? 'confirmed' : 'not confirmed'}`,
    html`<p>${about}</p><ul>${items}</ul>${sign(check.by, check.at, record.state.timeZone)}`,
  );
}

function signOff({ view, record }: OrderData): Html | null {
  const signed = view.signOff;
  if (!signed) return null;
  const reason = signed.reason !== null && html` <q>${said(signed.reason)}</q>`;
  return part(
    'Sign-off',
    html`<p>${titled(signed.proofType)}: ${said(signed.signedBy)}${reason}</p>${sign(signed.by, signed.at, record.state.timeZone)}`,
  );
}

function waivers({ view, record }: OrderData): Html | null {
  if (view.waivers.length === 0) return null;
  return part(
    'Waived',
    html`<ul>${view.waivers.map(({ requirementId, by, at }) => html`<li><code>${requirementId}</code> by ${by}, ${timeTag(at, record.state.timeZone)}</li>`)}</ul>`,
  );
}

function notes({ view, record }: OrderData): Html | null {
  if (view.jobNotes.length === 0) return null;
  return part(
    'Job notes',
    html`<ul class="plain spaced">${view.jobNotes.map(({ author, date, topics, text }) => html`<li><p class="prose">${said(text)}</p>${topics.length > 0 && html`<p>${topics.map((topic) => html`<span class="tag">${titled(topic)}</span> `)}</p>`}${sign(author, date, record.state.timeZone)}</li>`)}</ul>`,
  );
}

function issues({ view, record }: OrderData): Html | null {
  if (view.issues.length === 0) return null;
  return part(
    'Issues after completion',
    html`<ul class="plain spaced">${view.issues.map(({ by, at, description, answeredAt }) => html`<li><p class="prose">${said(description)}</p><p><b>${answeredAt === null ? 'Not answered yet' : html`Answered ${timeTag(answeredAt, record.state.timeZone)}`}</b></p>${sign(by, at, record.state.timeZone)}</li>`)}</ul>`,
  );
}

function rating({ view, record }: OrderData): Html | null {
  if (!view.rating) return null;
  const { stars, review, at } = view.rating;
  return part(
    'Rating',
    html`<p><b>${stars} of 5</b> ${review !== null && html`<q>${said(review)}</q>`} <span class="muted">${timeTag(at, record.state.timeZone)}</span></p>`,
  );
}
