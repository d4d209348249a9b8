import { randomUUID } from 'node:crypto';
import type { Problem } from '../../api/http/problems.ts';
import { bodySchema } from '../../api/routes/order-questions.ts';
import type { CommandWithPath } from '../../api/schemas/commands.ts';
import type { CancellationQuote } from '../../domain/order/money/quote.ts';
import { flag, type Html, html } from '../html.ts';
import { BOOSTED } from '../layout.ts';
import { problemBox } from '../pages/problem-box.ts';
import { countdown } from '../time.ts';
import { lowered, moneyText, titled } from '../words.ts';
import { drawFields } from './draw.ts';
import { type Field, one, type Raw, ROWS_MAX } from './field.ts';
import { fieldsOf } from './from-schema.ts';
import { type FormSubject, hintsFor, initialRaw } from './hints.ts';

/** A form that somebody sent and that comes back to them: nothing of what was typed is lost. */
export interface Returned {
  readonly command: string;
  readonly raw: Raw;
  readonly problem: Problem | null;
  readonly quote?: CancellationQuote;
}

/** The fields of a command's form; with what was typed, as many rows as that form had. */
export function commandFields(command: CommandWithPath, subject: FormSubject, raw: Raw | null): readonly Field[] {
  const hints = hintsFor(command, subject);
  const rows = Object.fromEntries(Object.entries(hints.rows).map(([path, drawn]) => [path, raw ? rowsIn(raw, path, drawn) : drawn]));
  return fieldsOf(bodySchema(command), { ...hints, rows });
}

/** What a form starts with; `amend` sends only what differs from it. */
export function startOf(command: CommandWithPath, subject: FormSubject): Raw {
  return initialRaw(command, subject);
}

function rowsIn(raw: Raw, path: string, drawn: number): number {
  const given = Number(one(raw, `rows:${path}`));
  return Number.isInteger(given) && given > 0 ? Math.min(given, ROWS_MAX) : drawn;
}

export interface FormParts {
  readonly subject: FormSubject;
  readonly formToken: string;
  readonly now: number;
  readonly returned: Returned | null;
}

const DESTRUCTIVE: ReadonlySet<string> = new Set(['cancel']);

/** One command as a form, closed until it is wanted; open where it came back to its sender. */
export function actionForm(command: CommandWithPath, summary: string, parts: FormParts): Html {
  const returned = parts.returned?.command === command ? parts.returned : null;
  const bad = DESTRUCTIVE.has(command) ? ' destructive' : '';
  return html`<details class="action${bad}" id="action-${command}"${flag('open', returned !== null)}>
<summary><b>${titled(command)}</b> <span>${summary}</span></summary>
${returned?.quote ? confirmForm(parts, returned, returned.quote) : entryForm(command, parts, returned)}
</details>`;
}

function entryForm(command: CommandWithPath, parts: FormParts, returned: Returned | null): Html {
  const { subject } = parts;
  const { state } = subject.record;
  const fields = commandFields(command, subject, returned?.raw ?? null);
  const drawing = {
    formId: `f-${command}`,
    raw: returned?.raw ?? startOf(command, subject),
    errors: returned?.problem?.errors ?? [],
    timeZone: state.timeZone,
  };
  const isCancel = command === 'cancel';
  const path = `/console/orders/${state.orderId}/${isCancel ? 'cancellation-quotes' : `commands/${command}`}`;
  return html`<form method="post" action="${path}"${BOOSTED}>
${returned?.problem && problemBox(returned.problem, drawing, fields)}
${hiddenFields(parts)}
${drawFields(fields, drawing)}
<p class="buttons"><button class="primary">${isCancel ? 'See what it costs …' : titled(command)}</button></p>
</form>`;
}

/** The second step of cancelling: what it costs and whose fault it is, before anything is done. */
function confirmForm(parts: FormParts, { raw, problem }: Returned, quote: CancellationQuote): Html {
  const { state } = parts.subject.record;
  const path = `/console/orders/${state.orderId}/commands/cancel`;
  const kept = ['reasonCode', 'initiatedBy', 'note', 'onBehalfOf'].map(
    (name) => html`<input type="hidden" name="${name}" value="${one(raw, name)}">`,
  );
  const holds = state.holds.length > 0 && html`<li>Open holds are lifted: ${state.holds.map(({ holdId }) => holdId).join(', ')}.</li>`;
  return html`<form method="post" action="${path}"${BOOSTED} aria-labelledby="confirm-title">
${problem && problemBox(problem, { formId: 'f-cancel', timeZone: state.timeZone }, [])}
${hiddenFields(parts)}${kept}<input type="hidden" name="quoteId" value="${quote.quoteId}">
<h3 id="confirm-title" tabindex="-1" data-focus data-announce>Cancel order ${state.orderId}?</h3>
<dl class="facts">
<dt>Reason</dt><dd>${titled(one(raw, 'reasonCode'))}</dd>
<dt>Caused by</dt><dd>${titled(quote.attributedTo)}</dd>
<dt>Fee</dt><dd><b>${quote.fee ? moneyText(quote.fee) : 'None'}</b>${quote.feeStatus === 'PROPOSED' && ', proposed: a supervisor decides'}${quote.feeStatus === 'REVIEW' && ', in review: the cause is looked at first'}</dd>
<dt>Rule</dt><dd>${quote.rule}</dd>
<dt>Quote holds until</dt><dd>${countdown(quote.expiresAt, parts.now, state.timeZone)}</dd>
</dl>
<ul class="plain">${holds}<li>The order is ${lowered('CANCELLED')} at once; this cannot be undone.</li></ul>
<p class="buttons"><button class="primary danger">Cancel the order</button> <a class="button" href="/console/orders/${state.orderId}">Keep the order</a></p>
</form>`;
}

/**
 * Made anew whenever a form is drawn: its key makes a double click one command, and the version that was shown makes a stale
 * page harmless.
 */
export function hiddenFields({ formToken, subject }: Pick<FormParts, 'formToken' | 'subject'>): Html {
  return html`<input type="hidden" name="formToken" value="${formToken}"><input type="hidden" name="idempotencyKey" value="${randomUUID()}"><input type="hidden" name="version" value="${subject.record.state.version}">`;
}
