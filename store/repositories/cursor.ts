import { BadCursor } from '../contract/errors.ts';

export type OrderSort = 'nextDeadline' | '-createdAt';

/** Where a page ended: the sort value of its last row (ms; null: no deadline) and its id, which makes the place unique. */
export interface Place {
  readonly sort: OrderSort;
  readonly value: number | null;
  readonly orderId: string;
}

const CURSOR_LENGTH_MAX = 500;
/** The years that any order can have to do with; further off a timestamp of the database ends. */
const INSTANT_MAX = Date.UTC(9_999, 0);

/** Opaque to clients: they hand back what they were given. */
export function encodeCursor({ sort, value, orderId }: Place): string {
  return Buffer.from(JSON.stringify([sort, value, orderId]), 'utf8').toString('base64url');
}

/** @throws BadCursor where it was not made by `encodeCursor` for this sort order */
export function decodeCursor(cursor: string, sort: OrderSort): Place {
  const read = cursor.length <= CURSOR_LENGTH_MAX ? parsed(cursor) : null;
  if (!Array.isArray(read) || read.length !== 3) throw new BadCursor('this is not a cursor of this list');
  const [of, value, orderId] = read as readonly unknown[];
  if (of !== sort) throw new BadCursor('this cursor belongs to another sort order');
  const isPlace = value === null ? sort === 'nextDeadline' : Number.isInteger(value) && Math.abs(Number(value)) <= INSTANT_MAX;
  if (!isPlace || typeof orderId !== 'string' || orderId.includes('\0')) throw new BadCursor('this is not a cursor of this list');
  return { sort, value: value === null ? null : Number(value), orderId };
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
