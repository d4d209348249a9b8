import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import { actorText, lowered, titled } from '../words.ts';
import type { OrderData } from './order-data.ts';
import { said } from './order-parts.ts';

type Entry = OrderData['timeline'][number];

/** What one can look at alone. */
const KINDS: Readonly<Record<string, { readonly label: string; readonly holds: (entry: Entry) => boolean }>> = {
  people: { label: 'People', holds: (entry) => entry.actor.role !== 'timer' && !isMessage(entry) },
  deadlines: { label: 'Deadlines', holds: (entry) => entry.actor.role === 'timer' && !isMessage(entry) },
  holds: { label: 'Holds and defects', holds: ({ type }) => /^(HOLD|DEFECT|SUPPORT|GUARDIAN)_/.test(type) },
  messages: { label: 'Messages', holds: (entry) => isMessage(entry) },
  money: { label: 'Fees and fault', holds: ({ type }) => /^(FEE|ORDER_CANCELLED|ATTRIBUTION)/.test(type) },
};

function isMessage({ type }: Entry): boolean {
  return type.startsWith('MESSAGE_');
}

/** Everything that happened, the newest first: who, when, and the rule that led to it. */
export function timeline({ timeline: entries, record }: OrderData, kind: string | null): Html {
  const { orderId, timeZone } = record.state;
  const chosen = kind !== null && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  const shown = entries.filter((entry) => chosen?.holds(entry) ?? true).toReversed();
  const link = (name: string | null, label: string): Html => {
    const search = name === null ? '' : `?kind=${name}`;
    return html`<a href="/console/orders/${orderId}${search}#timeline"${(chosen === undefined ? null : kind) === name && html` aria-current="true"`}>${label}</a>`;
  };
  return html`<section class="card" id="timeline" aria-labelledby="timeline-title"><div class="title"><h2 id="timeline-title">Timeline</h2><a class="aside-link" href="/console/orders/${orderId}/timeline.json">JSON</a></div>
<nav class="kinds" aria-label="Kinds of entries">${link(null, 'All')}${Object.entries(KINDS).map(([name, { label }]) => link(name, label))}</nav>
${shown.length === 0 ? html`<p class="muted">Nothing of this kind.</p>` : html`<ol class="timeline" reversed>${shown.map((entry) => item(entry, timeZone))}</ol>`}
</section>`;
}

function item(entry: Entry, timeZone: string): Html {
  const { type, at, actor, because } = entry;
  const bad = /FAILED|REFUSED|NO_SHOW|LATE$|CANCELLED/.test(type);
  return html`<li class="${bad ? 'entry bad' : 'entry'}"><p><b>${bad && html`<span aria-hidden="true">! </span>`}${titled(type)}</b> <span class="muted">${actorText(actor)} · ${timeTag(at, timeZone)}</span></p>
${because.length > 0 && html`<p class="because">${because.map(ruleText).join('; ')}</p>`}
${'warnings' in entry && entry.warnings && html`<ul class="warnings">${entry.warnings.map(({ message }) => html`<li>${message}</li>`)}</ul>`}
${details(entry)}</li>`;
}

/** What was recorded with it: its facts, and the words that people wrote. */
function details(entry: Entry): Html | false {
  const facts = Object.entries({ ...entry.data, ...('texts' in entry ? entry.texts : {}) }).filter(([, value]) => value !== null);
  const chain =
    entry.sequence !== null &&
    html`<dt>Sequence</dt><dd>${entry.sequence}</dd><dt>Hash</dt><dd><code>${entry.hash.slice(0, 16)}…</code></dd>`;
  if (facts.length === 0 && chain === false) return false;
  return html`<details><summary>Details</summary><dl class="facts">${facts.map(([name, value]) => html`<dt>${titled(name)}</dt><dd>${valueText(value)}</dd>`)}${chain}</dl></details>`;
}

function valueText(value: unknown): string {
  if (typeof value === 'number' && value > 1e12) return new Date(value).toISOString();
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  return said(value);
}

/** `reason.CUSTOMER_REQUEST` reads `reason: customer request`. */
function ruleText(rule: string): string {
  const [head = '', ...rest] = rule.split('.');
  if (rest.length === 0) return lowered(head);
  const tail = rest.join('.');
  return `${lowered(head)}: ${/[@\d]/.test(tail) ? tail : lowered(tail)}`;
}
