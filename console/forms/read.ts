import { isDeepStrictEqual } from 'node:util';
import type { FieldError } from '../../domain/shared/deciding/refusal.ts';
import { withOffset } from '../time.ts';
import { type Field, one, pointerOf, type Raw } from './field.ts';

export interface Subject {
  readonly timeZone: string;
  readonly providerId: string;
  readonly customerId: string;
}

export interface BodyRead {
  readonly body: Readonly<Record<string, unknown>>;
  /** What no schema could say any more: a local time that the zone does not have. */
  readonly errors: readonly FieldError[];
}

/**
 * The body that a form stands for. Nothing is judged here but local times: the schema and the rules do that, as for every client.
 * @param unchanged with it, top-level fields that are still as they were drawn are left out
 */
export function readBody(fields: readonly Field[], raw: Raw, subject: Subject, unchanged: Raw | null = null): BodyRead {
  const errors: FieldError[] = [];
  const body = objectOf(fields, raw, subject, errors);
  if (unchanged === null) return { body, errors };
  const before = objectOf(fields, unchanged, subject, []);
  const changed = Object.entries(body).filter(([key, value]) => key === 'onBehalfOf' || !isDeepStrictEqual(value, before[key]));
  return { body: Object.fromEntries(changed), errors };
}

function objectOf(fields: readonly Field[], raw: Raw, subject: Subject, errors: FieldError[]): Record<string, unknown> {
  const entries = fields.map((field) => [field.path.split('.').at(-1) ?? '', givenAs(field, raw, subject, errors)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function givenAs(field: Field, raw: Raw, subject: Subject, errors: FieldError[]): unknown {
  const typed = one(raw, field.path).replaceAll('\r\n', '\n');
  switch (field.kind) {
    case 'fixed':
      return field.value;
    case 'text':
      return typed.trim() === '' ? undefined : typed;
    case 'choice':
      return typed === '' ? undefined : typed;
    case 'number':
      return numberOf(typed);
    case 'instant':
      return instantOf(field.path, typed, subject, errors);
    case 'yes-no':
      return typed === '' ? undefined : typed === 'yes';
    case 'tick':
      return raw.has(field.path) ? true : field.absent;
    case 'many':
    case 'lines':
      return listOf(field.kind, raw.get(field.path) ?? []);
    case 'behalf':
      return partyOf(typed, subject);
    case 'group':
      return groupOf(field.fields, raw, subject, errors);
    case 'rows':
      return rowsOf(field.rows, raw, subject, errors);
  }
}

/** What is no number is sent as it is, so that the schema says so at its place. */
function numberOf(typed: string): unknown {
  const text = typed.trim();
  if (text === '') return undefined;
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text;
}

function instantOf(path: string, typed: string, { timeZone }: Subject, errors: FieldError[]): unknown {
  if (typed.trim() === '') return undefined;
  const localised = withOffset(typed, timeZone);
  if (localised.ok) return localised.value;
  errors.push({ pointer: pointerOf(path), message: localised.message });
  return undefined;
}

function listOf(kind: 'many' | 'lines', values: readonly string[]): unknown {
  const items = kind === 'many' ? values : values.flatMap((text) => text.split(/[\s,]+/));
  const given = items.map((item) => item.trim()).filter((item) => item !== '');
  return given.length === 0 ? undefined : given;
}

function partyOf(typed: string, { providerId, customerId }: Subject): unknown {
  if (typed === '') return undefined;
  return { role: typed, id: typed === 'PROVIDER' ? providerId : customerId };
}

function groupOf(fields: readonly Field[], raw: Raw, subject: Subject, errors: FieldError[]): unknown {
  const group = objectOf(fields, raw, subject, errors);
  return Object.keys(group).length === 0 ? undefined : group;
}

/** A row in which nothing was written is not there: forms are drawn with some to spare. */
function rowsOf(rows: readonly (readonly Field[])[], raw: Raw, subject: Subject, errors: FieldError[]): unknown {
  return rows.filter((row) => row.some((field) => isWritten(field, raw))).map((row) => objectOf(row, raw, subject, errors));
}

function isWritten(field: Field, raw: Raw): boolean {
  if (field.kind === 'fixed') return true;
  return field.kind === 'text' && one(raw, field.path).trim() !== '';
}
