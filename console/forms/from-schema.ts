import { titled } from '../words.ts';
import type { Field, Option } from './field.ts';

/** The part of JSON Schema that bodies of the contract use. */
interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

/** What the order adds to the schema: its reasons, holds, technicians, items. */
export interface Hints {
  /** Choices for what the schema only knows as an id or a code, by the place in the body. */
  readonly options: Readonly<Record<string, readonly Option[]>>;
  /** How many rows a list is drawn with. */
  readonly rows: Readonly<Record<string, number>>;
  /** Fields of rows that are given and not typed: their values by row. */
  readonly fixed: Readonly<Record<string, readonly string[]>>;
  readonly leftOut: readonly string[];
  /** What forms usually leave out, shown all the same. */
  readonly shown?: readonly string[];
  readonly hints: Readonly<Record<string, string>>;
  /** Optional by the schema, asked for by the rules. */
  readonly required: readonly string[];
}

/** Documents are uploaded elsewhere and named by id where a form says so. A quote is asked for by a form of its own. */
const LEFT_OUT: ReadonlySet<string> = new Set(['documentId', 'documentIds', 'quoteId', 'variables', 'templateId']);

const LABELS: Readonly<Record<string, string>> = {
  startTime: 'Start',
  durationInMinutes: 'Duration in minutes',
  reasonCode: 'Reason',
  initiatedBy: 'Who asked for it',
  onBehalfOf: 'In whose name',
  agreedByCounterpart: 'The other side has agreed',
  partsRepacked: 'The parts are back in the box',
  holdId: 'Hold',
  feeId: 'Fee',
  appointmentId: 'What is corrected',
  requirementId: 'What is waived',
  manual: 'Manual',
  preventsService: 'Prevents the service',
  mediaAuthorised: 'The customer has authorised photos or video',
  'customerNotified.at': 'When the customer was told',
  'customerNotified.summary': 'What the customer was told',
  signedBy: 'Signed by',
  proofType: 'Proof',
  complete: 'Complete the order with it',
  attributedTo: 'Caused by',
  by: 'Forward by (ISO 8601, such as P1D or PT2H)',
  to: 'Or forward to',
};

/**
 * The fields of a form for a body, in the schema's order. What the schema has and no form can show is a bug that the tests find.
 * @param root a JSON Schema of an object, from the zod schema that will judge the body
 */
export function fieldsOf(root: unknown, hints: Hints): readonly Field[] {
  // The border: what zod wrote is read as the part of JSON Schema above.
  const schema = root as Schema;
  const definitions = schema.$defs ?? {};
  // A body with a name of its own in the reference is written down by it.
  return propertiesOf(resolved(schema, definitions), '', definitions, hints, null);
}

type Definitions = NonNullable<Schema['$defs']>;

function propertiesOf(schema: Schema, prefix: string, definitions: Definitions, hints: Hints, row: Row | null): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if ((LEFT_OUT.has(key) && !hints.shown?.includes(path)) || hints.leftOut.includes(path)) return [];
    const required = schema.required?.includes(key) === true || hints.required.includes(path);
    return [fieldOf(resolved(property, definitions), path, required, definitions, hints, row)];
  });
}

/** Which row of which list a field stands in. */
interface Row {
  readonly list: string;
  readonly index: number;
  readonly key: string;
}

function fieldOf(schema: Schema, path: string, required: boolean, definitions: Definitions, hints: Hints, row: Row | null): Field {
  const general = row === null ? path : `${row.list}.${path.split('.').at(-1) ?? ''}`;
  const key = path.split('.').at(-1) ?? path;
  const named = { path, label: LABELS[general] ?? LABELS[key] ?? titled(key), hint: hints.hints[general], required };
  const fixed = row === null ? undefined : hints.fixed[general]?.[row.index];
  if (fixed !== undefined) return { ...named, kind: 'fixed', value: fixed };
  const options = hints.options[general];
  if (key === 'onBehalfOf') return { ...named, kind: 'behalf', options: options ?? [] };
  switch (schema.type) {
    case 'boolean':
      if (row !== null) return { ...named, kind: 'tick', absent: required ? false : undefined };
      return required ? { ...named, kind: 'yes-no' } : { ...named, kind: 'tick', absent: undefined };
    case 'integer':
    case 'number':
      return { ...named, kind: 'number', min: schema.minimum, max: schema.maximum };
    case 'object':
      return { ...named, kind: 'group', fields: propertiesOf(schema, path, definitions, hints, row) };
    case 'array':
      return listField(schema, path, named, definitions, hints);
    default:
      return textField(schema, named, options);
  }
}

type Naming = Pick<Field, 'path' | 'label' | 'hint' | 'required'>;

function textField(schema: Schema, named: Naming, options: readonly Option[] | undefined): Field {
  if (options !== undefined) return { ...named, kind: 'choice', options };
  if (schema.enum) return { ...named, kind: 'choice', options: schema.enum.map(optionOf) };
  if (schema.format === 'date-time') return { ...named, kind: 'instant' };
  return { ...named, kind: 'text', maxLength: schema.maxLength, lines: (schema.maxLength ?? 0) > 500 ? 4 : 1, pattern: schema.pattern };
}

function listField(schema: Schema, path: string, named: Naming, definitions: Definitions, hints: Hints): Field {
  const item = resolved(schema.items ?? {}, definitions);
  if (item.type === 'object') {
    const count = hints.rows[path] ?? 1;
    const rows = Array.from({ length: count }, (_none, index) =>
      propertiesOf(item, `${path}.${index}`, definitions, hints, { list: path, index, key: path }),
    );
    return { ...named, kind: 'rows', rows };
  }
  const options = hints.options[path] ?? item.enum?.map(optionOf);
  return options && options.length > 0 ? { ...named, kind: 'many', options } : { ...named, kind: 'lines' };
}

function resolved(schema: Schema, definitions: Definitions): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (definitions[name] ?? {});
}

function optionOf(value: string): Option {
  return { value, label: value === 'OK' ? 'OK' : titled(value) };
}
