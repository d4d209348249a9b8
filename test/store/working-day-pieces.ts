import type { Store } from '../../store/contract/store.ts';
import type { Edge } from '../api/support/edge.ts';

// Everything that the store is asked on some day, in small pieces. Each piece can be done again after it failed, with the same ids:
// what was kept of it is found, what was not is made.

export interface World {
  readonly store: Store;
  /** The API on this store, where a piece is longer than its statements. */
  readonly edge: Edge;
  /** A store that begins, on the same database. */
  readonly another: () => Store;
  /** What a transaction offers, and what of it was asked. */
  readonly offered: Set<string>;
  readonly asked: Set<string>;
}

export interface Piece {
  readonly name: string;
  /** Makes what the piece is about. @returns the piece itself */
  readonly prepare: (world: World) => Promise<() => Promise<unknown>>;
}

export const DONE = { outcome: 'ANSWERED', status: 200, body: {}, headers: {} } as const;
export const SCOPE = { sellerIds: ['seller-1'], marketplaceIds: ['US'] };

export function piece(name: string, prepare: Piece['prepare']): Piece {
  return { name, prepare };
}

export const DOCUMENT = {
  kind: 'RECEIPT',
  contentType: 'application/pdf',
  contentLength: 1,
  sha256: '0'.repeat(64),
  uploader: { role: 'system', id: 'backend' },
  orderId: null,
} as const;

export function message(messageId: string, orderId: string): Parameters<Store['messages']['add']>[0] {
  return {
    ...{ messageId, orderId, direction: 'OUTBOUND', purpose: 'JOB_SUMMARY', to: 'CUSTOMER', from: { role: 'system', id: 'x' } },
    ...{ templateId: null, variables: {}, locale: 'en-US', subject: null, text: null, status: 'QUEUED', attempts: 0 },
    ...{ reasons: [], holdId: null, createdAt: Date.now(), sentAt: null },
  };
}
