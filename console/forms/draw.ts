import type { FieldError } from '../../domain/shared/deciding/refusal.ts';
import { flag, type Html, html } from '../html.ts';
import { type Field, type Option, one, pointerOf, type Raw } from './field.ts';

export interface Drawing {
  /** Makes ids unique on a page with many forms. */
  readonly formId: string;
  readonly raw: Raw;
  readonly errors: readonly FieldError[];
  readonly timeZone: string;
}

export function drawFields(fields: readonly Field[], drawing: Drawing): readonly Html[] {
  return fields.map((field) => drawField(field, drawing));
}

export function fieldId({ formId }: Pick<Drawing, 'formId'>, path: string): string {
  return `${formId}-${path.replaceAll('.', '-')}`;
}

function drawField(field: Field, drawing: Drawing): Html {
  switch (field.kind) {
    case 'fixed':
      return html`<p class="fixed"><span>${field.label}</span> <code>${field.value}</code></p>`;
    case 'group':
      return html`<fieldset><legend>${field.label}${optional(field)}</legend>${notes(field, drawing)}${drawFields(field.required ? field.fields : field.fields.map(unforced), drawing)}</fieldset>`;
    case 'rows':
      return rows(field, drawing);
    case 'yes-no':
      return choiceGroup(field, drawing, 'radio', [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ]);
    case 'many':
      return choiceGroup(field, drawing, 'checkbox', field.options);
    case 'tick':
      return tick(field, drawing);
    case 'text':
    case 'number':
    case 'instant':
    case 'choice':
    case 'lines':
    case 'behalf':
      return html`<div class="field"><label for="${fieldId(drawing, field.path)}">${field.label}${optional(field)}</label>${notes(field, drawing)}${input(field, drawing)}</div>`;
  }
}

type Input = Extract<Field, { kind: 'text' | 'number' | 'instant' | 'choice' | 'lines' | 'behalf' }>;

function input(field: Input, drawing: Drawing): Html {
  const value = one(drawing.raw, field.path);
  const marks = html` id="${fieldId(drawing, field.path)}" name="${field.path}"${flag('required', field.required)}${described(field, drawing)}`;
  switch (field.kind) {
    case 'text':
      if (field.lines > 1)
        return html`<textarea${marks} rows="${field.lines}"${limit(field.maxLength)}>
${value}</textarea>`;
      return html`<input type="text"${marks} value="${value}"${limit(field.maxLength)}>`;
    case 'number':
      return html`<input type="number"${marks} value="${value}"${bound('min', field.min)}${bound('max', field.max)} step="1" inputmode="numeric">`;
    case 'instant':
      return html`<input type="datetime-local"${marks} value="${value}"> <span class="unit">${drawing.timeZone}</span>`;
    case 'lines':
      return html`<textarea${marks} rows="2">
${value}</textarea>`;
    case 'choice':
      return select(marks, field.options, value, true);
    case 'behalf':
      return select(marks, field.options, value, false);
  }
}

function select(marks: Html, options: readonly Option[], value: string, withEmpty: boolean): Html {
  const empty = withEmpty && html`<option value="">Choose …</option>`;
  return html`<select${marks}>${empty}${options.map((option) => html`<option value="${option.value}"${flag('selected', option.value === value)}>${option.label}</option>`)}</select>`;
}

function choiceGroup(field: Field, drawing: Drawing, type: 'radio' | 'checkbox', options: readonly Option[]): Html {
  const chosen = drawing.raw.get(field.path) ?? [];
  const boxes = options.map(
    ({ value, label }, index) =>
      html`<label class="choice"><input type="${type}" name="${field.path}" value="${value}" id="${fieldId(drawing, `${field.path}.${index}`)}"${flag('checked', chosen.includes(value))}${flag('required', type === 'radio' && field.required)}> ${label}</label>`,
  );
  return html`<fieldset class="choices" id="${fieldId(drawing, field.path)}"${described(field, drawing)}><legend>${field.label}${optional(field)}</legend>${notes(field, drawing)}<div>${boxes}</div></fieldset>`;
}

function tick(field: Field, drawing: Drawing): Html {
  const id = fieldId(drawing, field.path);
  return html`<div class="field tick"><label class="choice"><input type="checkbox" id="${id}" name="${field.path}" value="yes"${flag('checked', drawing.raw.has(field.path))}${described(field, drawing)}> ${field.label}</label>${notes(field, drawing)}</div>`;
}

function rows(field: Extract<Field, { kind: 'rows' }>, drawing: Drawing): Html {
  const drawn = field.rows.map(
    (row, index) =>
      html`<fieldset class="row"><legend class="sr">${field.label} ${index + 1}</legend>${drawFields(row.map(unforced), drawing)}</fieldset>`,
  );
  return html`<fieldset class="rows" id="${fieldId(drawing, field.path)}"${described(field, drawing)}><legend>${field.label}${optional(field)}</legend>${notes(field, drawing)}${drawn}<input type="hidden" name="rows:${field.path}" value="${field.rows.length}"></fieldset>`;
}

/** Rows to spare, and what may be left out altogether, stay empty: the browser must not ask for them. */
function unforced(field: Field): Field {
  return { ...field, required: false };
}

function notes(field: Field, drawing: Drawing): Html {
  const id = fieldId(drawing, field.path);
  const errors = errorsOf(field, drawing);
  return html`${field.hint !== undefined && html`<p class="hint" id="${id}-hint">${field.hint}</p>`}${errors.length > 0 && html`<p class="error" id="${id}-error">${errors.map(({ message }) => html`${field.label} ${message}. `)}</p>`}`;
}

function described(field: Field, drawing: Drawing): Html | false {
  const id = fieldId(drawing, field.path);
  const failed = errorsOf(field, drawing).length > 0;
  const by = [...(field.hint === undefined ? [] : [`${id}-hint`]), ...(failed ? [`${id}-error`] : [])];
  return by.length > 0 && html` aria-describedby="${by.join(' ')}"${failed && html` aria-invalid="true"`}`;
}

/** An error of a part that has no input of its own (a party's id) stands at the field that it is a part of. */
function errorsOf(field: Field, { errors }: Pick<Drawing, 'errors'>): readonly FieldError[] {
  const pointer = pointerOf(field.path);
  const isWhole = field.kind === 'behalf' || field.kind === 'many' || field.kind === 'lines';
  return errors.filter((error) => error.pointer === pointer || (isWhole && error.pointer.startsWith(`${pointer}/`)));
}

function optional(field: Field): Html | false {
  return !field.required && field.kind !== 'behalf' && html` <span class="optional">optional</span>`;
}

function limit(max: number | undefined): Html | false {
  return max !== undefined && html` maxlength="${max}"`;
}

function bound(name: 'min' | 'max', value: number | undefined): Html | false {
  return value !== undefined && html` ${name}="${value}"`;
}
