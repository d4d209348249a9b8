import type { Migration } from 'kysely';
import { up as inbox } from './0001-inbox.ts';
import { up as orders } from './0002-orders.ts';
import { up as messages } from './0003-messages.ts';
import { up as ledger } from './0004-ledger.ts';
import { up as providers } from './0005-providers.ts';
import { up as documents } from './0006-documents.ts';
import { up as claims } from './0007-claims.ts';
import { up as apiKeys } from './0008-api-keys.ts';
import { up as figures } from './0009-figures.ts';
import { up as listsAtOnce } from './0010-lists-at-once.ts';
import { up as documentQuotas } from './0011-document-quotas.ts';
import { up as authority } from './0012-authority.ts';
import { up as stuckWorkflows } from './0013-stuck-workflows.ts';
import { up as claimLinks } from './0014-claim-links.ts';
import { up as salts } from './0015-salts.ts';

export interface SchemaMigration extends Migration {
  /**
   * The oldest program that still runs on the schema after this migration, by the newest migration that it knows. What only adds
   * (expand) names an earlier migration: the version before serves on, and can be rolled back to. What takes away (contract) names
   * the first one whose program no longer uses what goes. Its own name: no older program runs on it.
   */
  readonly runsSince: string;
}

/**
 * Every migration there ever was, in the order of their names. Imported, not found on disk, so that they are there in any
 * build. One that was released never changes; none goes back: what is in the way is taken out by a later one.
 */
export const MIGRATIONS: Readonly<Record<string, SchemaMigration>> = {
  '0001-inbox': { up: inbox, runsSince: '0001-inbox' },
  '0002-orders': { up: orders, runsSince: '0002-orders' },
  '0003-messages': { up: messages, runsSince: '0003-messages' },
  '0004-ledger': { up: ledger, runsSince: '0004-ledger' },
  '0005-providers': { up: providers, runsSince: '0005-providers' },
  '0006-documents': { up: documents, runsSince: '0006-documents' },
  '0007-claims': { up: claims, runsSince: '0007-claims' },
  '0008-api-keys': { up: apiKeys, runsSince: '0007-claims' },
  '0009-figures': { up: figures, runsSince: '0007-claims' },
  '0010-lists-at-once': { up: listsAtOnce, runsSince: '0007-claims' },
  '0011-document-quotas': { up: documentQuotas, runsSince: '0007-claims' },
  '0012-authority': { up: authority, runsSince: '0007-claims' },
  '0013-stuck-workflows': { up: stuckWorkflows, runsSince: '0007-claims' },
  '0014-claim-links': { up: claimLinks, runsSince: '0007-claims' },
  '0015-salts': { up: salts, runsSince: '0007-claims' },
};
