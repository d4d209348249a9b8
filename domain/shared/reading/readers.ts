import type { Actor, Role } from '../actor.ts';

// Who may read what. A reader is known by what it has to do with an order, not by its role alone: PROVIDER is whose order it is,
// ASSIGNED the same from the assignment to the close, EXEMPT an assigned provider that may write to customers itself.
// SUPPORT speaks for supervisors too. Who was a party and is none any more has no relation, and reads nothing of the order.

export const RELATIONS = ['CUSTOMER', 'PROVIDER', 'ASSIGNED', 'EXEMPT', 'SYSTEM', 'SUPPORT', 'AUDITOR'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Somebody who reads, with all that it has to do with the order at hand now. */
export interface Reader {
  readonly role: Role;
  readonly id: string;
  readonly relations: readonly Relation[];
}

/** Whoever sees the thing at all. */
export const EVERYONE = 'EVERYONE';
export type Readers = readonly Relation[];
export type Who = typeof EVERYONE | Readers;

/** A field that is null for others, because the answer's form has it always; plain readers leave it out. */
export interface OrNull {
  readonly orNull: Readers;
}
/** The fields of each one of a list. */
export interface Each<R> {
  readonly each: R;
}

type KeysOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? T[K] : undefined) : never;
type Inner<V> = V extends readonly (infer I)[] ? (I extends object ? Each<Table<I>> : never) : V extends object ? Table<V> : never;
/** A field that is always there cannot be withheld: it is everyone's, or its own fields say whose they are. */
type Row<V> =
  | typeof EVERYONE
  | (undefined extends V ? Readers : never)
  | (null extends V ? OrNull : never)
  | (unknown extends V ? never : Inner<NonNullable<V>>);

/** One row for each field, none missing: the type of a table that `readable` goes by. */
export type Table<T> = { readonly [K in KeysOf<T>]-?: Row<string extends K ? ValueOf<T, K> | undefined : ValueOf<T, K>> };
/** The rows of fields that may all be withheld one by one: facts of an event, texts of a body. */
export type Rows<T> = { readonly [K in KeysOf<T>]-?: Who };

/** A text of a body: whose it is, or whose each line of it is. */
export type TextRow = Who | Readonly<Record<string, Readers>>;

export const DESK = ['SUPPORT', 'AUDITOR'] as const;
/** The desk and the marketplace's backends. */
export const STAFF = ['SYSTEM', ...DESK] as const;
/** Names, addresses: the customer's own, and the provider's while it has to go there. */
export const PERSONAL = ['CUSTOMER', 'ASSIGNED', ...STAFF] as const;
/** Where a customer is reached: no provider's, unless it is exempt from writing through the marketplace. */
export const CONTACT = ['CUSTOMER', 'EXEMPT', ...STAFF] as const;

export function mayRead({ relations }: Pick<Reader, 'relations'>, who: Who): boolean {
  return who === EVERYONE || who.some((one) => relations.includes(one));
}

/** Whether the reader is the one who did it. */
export function isOwn({ role, id }: Reader, actor: Actor): boolean {
  return actor.role === role && actor.id === id;
}

/**
 * A value as the reader may read it: fields of others are left out, or null where the table says so. What has no row is nobody's.
 * @returns the same form: the table's type lets only such fields be withheld as the value's type has optional or nullable
 */
export function readable<T extends object>(value: T, table: Table<T>, reader: Pick<Reader, 'relations'>): T {
  return shown(value, table, reader) as T;
}

type AnyRow = Who | OrNull | Each<AnyTable> | AnyTable;
interface AnyTable {
  readonly [field: string]: AnyRow;
}

function shown(value: unknown, table: object, reader: Pick<Reader, 'relations'>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const rows = table as AnyTable;
  const kept = Object.entries(value).flatMap(([field, inner]): [string, unknown][] => {
    const row = Object.hasOwn(rows, field) ? rows[field] : undefined;
    if (row === undefined) return [];
    if (row === EVERYONE || isReaders(row)) return mayRead(reader, row) ? [[field, inner]] : [];
    if (isOrNull(row)) return [[field, mayRead(reader, row.orNull) ? inner : null]];
    if (isEach(row)) return [[field, Array.isArray(inner) ? inner.map((one) => shown(one, row.each, reader)) : inner]];
    return [[field, shown(inner, row, reader)]];
  });
  return Object.fromEntries(kept);
}

function isReaders(row: AnyRow): row is Readers {
  return Array.isArray(row);
}

function isOrNull(row: AnyRow): row is OrNull {
  return typeof row === 'object' && 'orNull' in row;
}

function isEach(row: AnyRow): row is Each<AnyTable> {
  return typeof row === 'object' && 'each' in row;
}
