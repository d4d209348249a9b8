import type { AppDeps } from './deps.ts';
import { LIMIT_DEFAULT, type ListParams, limitOf } from './schemas/queries.ts';

/** What a list's page is made for. */
export interface Paging {
  readonly deps: Pick<AppDeps, 'cursors'>;
  /** The list: its path with its ids. */
  readonly path: string;
  readonly query: ListParams;
}

export interface Listed<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/**
 * A page of a list that is read whole, because it is short or belongs together: its place is how many items came before.
 * @throws BadCursor
 */
export function pageOf<T>({ deps: { cursors }, path, query }: Paging, all: readonly T[], limitDefault = LIMIT_DEFAULT): Listed<T> {
  const from = query.cursor === undefined ? 0 : Number(cursors.read(path, query.cursor));
  const to = from + limitOf(query.limit, limitDefault);
  return { items: all.slice(from, to), nextCursor: to < all.length ? cursors.sign(path, String(to)) : null };
}

/** The store's own place in a list that it pages, from a client's cursor and back. */
export function placesOf({ deps: { cursors }, path, query }: Paging): {
  readonly given: { readonly cursor?: string };
  readonly next: (place: string | null) => string | null;
} {
  return {
    given: query.cursor === undefined ? {} : { cursor: cursors.read(path, query.cursor) },
    next: (place) => (place === null ? null : cursors.sign(path, place)),
  };
}
