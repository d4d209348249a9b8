import { PROBLEMS, type Problem } from '../../api/http/problems.ts';
import { fieldId } from '../forms/draw.ts';
import { type Field, pointerOf } from '../forms/field.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import { clearedByText } from '../words.ts';

interface Place {
  readonly formId: string;
  readonly timeZone: string;
}

/** Why a form was not accepted, above it: what is wrong where, what must hold first, and who was faster. It takes the focus. */
export function problemBox(problem: Problem, place: Place, fields: readonly Field[]): Html {
  return html`<div class="problem" role="alert" tabindex="-1" data-focus data-announce>
<p><b>${PROBLEMS[problem.code].title}.</b> ${problem.detail}</p>
${first(problem, place.timeZone)}
${(problem.unmet ?? []).length > 0 && html`<ul>${(problem.unmet ?? []).map(({ message, clearedBy }) => html`<li>${message} <span class="muted">${clearedByText(clearedBy)}</span></li>`)}</ul>`}
${(problem.errors ?? []).length > 0 && html`<ul>${(problem.errors ?? []).map(({ pointer, message }) => html`<li>${errorLink(pointer, place, fields)} ${message}</li>`)}</ul>`}
${(problem.reasons ?? []).length > 0 && html`<ul>${(problem.reasons ?? []).map(({ code, excerpt }) => html`<li><b>${code}</b> <q>${excerpt}</q></li>`)}</ul>`}
</div>`;
}

function first({ code, decidedBy, decidedAt, changedBy, changedAt }: Problem, timeZone: string): Html | false {
  if (decidedBy !== undefined)
    return html`<p>Decided first by <b>${decidedBy}</b>${decidedAt !== undefined && html`, ${timeTag(decidedAt, timeZone)}`}.</p>`;
  if (code !== 'stale_version') return false;
  return html`<p>Changed by <b>${changedBy ?? 'somebody'}</b>${changedAt !== undefined && html`, ${timeTag(changedAt, timeZone)}`}. This page now shows the order as it is; what you typed is still here. Look again, then send it again.</p>`;
}

function errorLink(pointer: string, place: Place, fields: readonly Field[]): Html {
  const field = find(fields, pointer);
  if (!field) return html`<b>${pointer === '' ? 'The form' : pointer}</b>`;
  return html`<a href="#${fieldId(place, field.path)}">${field.label}</a>`;
}

/** The field at the pointer, or the nearest one around it. */
function find(fields: readonly Field[], pointer: string): Field | null {
  for (const field of fields) {
    if (pointerOf(field.path) === pointer) return field;
    const inner = field.kind === 'group' ? find(field.fields, pointer) : field.kind === 'rows' ? find(field.rows.flat(), pointer) : null;
    if (inner) return inner;
    if (pointer.startsWith(`${pointerOf(field.path)}/`)) return field;
  }
  return null;
}
