import type { Migration } from 'kysely';
import { up as inbox } from './0001-inbox.ts';
import { up as orders } from './0002-orders.ts';
import { up as messages } from './0003-messages.ts';
import { up as ledger } from './0004-ledger.ts';
import { up as providers } from './0005-providers.ts';
import { up as documents } from './0006-documents.ts';
import { up as claims } from './0007-claims.ts';
import { up as figures } from './0009-figures.ts';

/**
 * Every migration there ever was, in the order of their names. Imported, not found on disk, so that they are there in any
 * build. One that was released never changes; none goes back: what is in the way is taken out by a later one.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-inbox': { up: inbox },
  '0002-orders': { up: orders },
  '0003-messages': { up: messages },
  '0004-ledger': { up: ledger },
  '0005-providers': { up: providers },
  '0006-documents': { up: documents },
  '0007-claims': { up: claims },
  '0009-figures': { up: figures },
};
