import type { Store } from './contract/store.ts';
import { createDatabase, reaching } from './engine/database.ts';
import { type Engine, LOCKS } from './engine/engine.ts';
import { openPglite } from './engine/engine-pglite.ts';
import { migratePostgres, openPostgres } from './engine/engine-postgres.ts';
import { databaseNow } from './engine/now.ts';
import type { ClaimTermsOf } from './event-log/claim-opening.ts';
import { createCanary } from './health/canary.ts';
import { figures } from './health/figures.ts';
import { keepVitals } from './health/vitals.ts';
import { createApiKeys } from './repositories/api-keys.ts';
import { createClaimLinks } from './repositories/claim-links.ts';
import { createClaims } from './repositories/claims.ts';
import { createDocuments } from './repositories/documents.ts';
import { createInbox } from './repositories/inbox.ts';
import { createLedger } from './repositories/ledger.ts';
import { createMessages } from './repositories/messages.ts';
import { createOrders } from './repositories/orders.ts';
import { createProviders } from './repositories/providers.ts';
import { createStuckWorkflows } from './repositories/stuck.ts';

export interface StoreOptions {
  /** A PostgreSQL; goes before `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Directory of a PGlite that this process alone may use: the caller holds the lock. Absent, as well as the URL: in memory. */
  readonly dataDir?: string | undefined;
  /** What a new PGlite begins with, in place of being made (engine-pglite.ts, `emptyImage`). */
  readonly image?: Blob;
  /** What the guarantee programme of a pack promises; without it no claim can be recorded. */
  readonly claimTermsOf?: ClaimTermsOf;
  /** REQUIRE: a PostgreSQL of another shape than this program's is refused; MIGRATE, where absent: it is brought to it. */
  readonly schema?: 'MIGRATE' | 'REQUIRE';
}

/**
 * Brings a PostgreSQL to this program's shape and closes it again: the job that runs before the processes of a new version.
 * @returns the names of the migrations that were applied; none where it was done before
 * @throws StoreUnavailable; OtherSchema where a newer program was there first; what a migration failed with
 */
export function migrateDatabase(databaseUrl: string): Promise<readonly string[]> {
  return reaching(() => migratePostgres(databaseUrl));
}

/**
 * Opens the store, by default with its database brought to this program's shape.
 * @throws StoreUnavailable where the database cannot be reached; OtherSchema; what a migration failed with
 */
export async function openStore({
  databaseUrl,
  dataDir,
  image,
  claimTermsOf = () => null,
  schema = 'MIGRATE',
}: StoreOptions): Promise<Store> {
  const engine = await reaching(() => (databaseUrl === undefined ? openPglite(dataDir, image) : openPostgres(databaseUrl, schema)));
  return storeOn(engine, claimTermsOf);
}

/** On an engine that is open. */
export function storeOn(engine: Engine, claimTermsOf: ClaimTermsOf): Store {
  const vitals = keepVitals();
  const database = createDatabase(engine, vitals);
  const canary = createCanary(createDatabase(engine), vitals);
  return {
    inbox: createInbox(database),
    orders: createOrders(database, claimTermsOf),
    claims: createClaims(database),
    messages: createMessages(database),
    claimLinks: createClaimLinks(database),
    ledger: createLedger(database),
    providers: createProviders(database),
    documents: createDocuments(database),
    keys: createApiKeys(database),
    stuck: createStuckWorkflows(database),
    now: () => database.read(databaseNow),
    check: (how) => canary.sing(how),
    vitals,
    figures: () => database.read(figures),
    pool: () => engine.pool(),
    exclusively: (_lock, work) => engine.exclusively(LOCKS.RECONCILER, work),
    close: () => engine.close(),
  };
}
