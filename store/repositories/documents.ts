import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { DocumentRow, Documents, NewDocument } from '../contract/rows.ts';
import type { Database } from '../engine/database.ts';
import { type DocumentsTable, millis, millisOrNull, type Tables } from '../tables/tables.ts';
import { bytesStay, expireDocuments } from './document-room.ts';

export function createDocuments(database: Database): Documents {
  return {
    get: (documentId) => database.read(async (db) => (await found(db, [documentId]))[0] ?? null),
    find: (documentIds) => database.read((db) => found(db, documentIds)),
    ofOrder: (orderId) =>
      database.read(async (db) => {
        const own = db.selectFrom('documents').selectAll().where('order_id', '=', orderId);
        return (await own.orderBy('created_at').orderBy('document_id').execute()).map(fromDocument);
      }),
    expire: (olderThanMs, removeBytes) => expireDocuments(database, olderThanMs, removeBytes),
    markStored: (documentId) =>
      database.write(async (tx) => {
        const storedAt = sql<Date>`coalesce(stored_at, clock_timestamp())`;
        await tx.updateTable('documents').set({ stored_at: storedAt }).where('document_id', '=', documentId).execute();
      }),
  };
}

async function found(db: Kysely<Tables>, documentIds: readonly string[]): Promise<readonly DocumentRow[]> {
  if (documentIds.length === 0) return [];
  const rows = await db.selectFrom('documents').selectAll().where('document_id', 'in', documentIds).orderBy('created_at').execute();
  return rows.map(fromDocument);
}

export async function addDocument(tx: Kysely<Tables>, document: NewDocument): Promise<void> {
  await bytesStay(tx, document.sha256);
  await tx.insertInto('documents').values(toDocument(document)).execute();
}

/** First use binds a document to its order; one that is bound stays where it is. */
export async function bindDocuments(tx: Kysely<Tables>, orderId: string, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return;
  await tx
    .updateTable('documents')
    .set({ order_id: orderId })
    .where('document_id', 'in', documentIds)
    .where('order_id', 'is', null)
    .execute();
}

/** The documents that a command's body names, whatever the command. */
export function documentIdsIn(body: object): readonly string[] {
  const { documentId, documentIds, receiptDocumentId, proofDocumentId } = body as Readonly<Record<string, unknown>>;
  const named = [documentId, receiptDocumentId, proofDocumentId, ...(Array.isArray(documentIds) ? (documentIds as unknown[]) : [])];
  return [...new Set(named.filter((id): id is string => typeof id === 'string'))];
}

function toDocument({ documentId, kind, contentType, contentLength, sha256, uploader, orderId }: NewDocument): Insertable<DocumentsTable> {
  return {
    document_id: documentId,
    kind,
    content_type: contentType,
    content_length: contentLength,
    sha256,
    uploader_role: uploader.role,
    uploader_id: uploader.id,
    order_id: orderId,
  };
}

function fromDocument(row: Selectable<DocumentsTable>): DocumentRow {
  return {
    documentId: row.document_id,
    kind: row.kind,
    contentType: row.content_type,
    contentLength: row.content_length,
    sha256: row.sha256,
    uploader: { role: row.uploader_role, id: row.uploader_id },
    orderId: row.order_id,
    createdAt: millis(row.created_at),
    storedAt: millisOrNull(row.stored_at),
  };
}
