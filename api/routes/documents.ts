import { randomUUID } from 'node:crypto';
import { lacksAuthorisation } from '../../commands/document-facts.ts';
import { openClaim } from '../../domain/order/claims/claims.ts';
import { notAllowed, unmet } from '../../domain/shared/deciding/refusal.ts';
import { iso } from '../../domain/shared/time.ts';
import type { Flaw } from '../../storage/receive.ts';
import { receiveBytes } from '../../storage/receive.ts';
import type { DocumentRow, Store } from '../../store/contract/store.ts';
import { SIGHT } from '../auth/access.ts';
import type { Caller } from '../auth/auth.ts';
import { nothingNamed, orderSeenBy } from '../auth/visible.ts';
import type { AppDeps } from '../deps.ts';
import { takesItsTime } from '../http/http-server.ts';
import { answeredOnce } from '../http/once.ts';
import { invalidField, NOT_FOUND, refusalProblem } from '../http/problems.ts';
import { ok, type Reply, refusedBy } from '../http/reply.ts';
import { type Context, type PathIds, type Route, route } from '../http/route.ts';
import { claimRoom, NoRoom } from '../quotas.ts';
import { document, documentAnnounced, documentSchema, type NewDocumentBody } from '../schemas/documents.ts';

const CONTENT = '/v1/documents/{documentId}/content';

export function documentRoutes(): readonly Route[] {
  return [announceRoute(), uploadRoute(), readRoute(), downloadRoute()];
}

function announceRoute(): Route {
  return route<object, NewDocumentBody>({
    method: 'post',
    path: '/v1/documents',
    operationId: 'announceDocument',
    tag: 'Documents',
    summary: 'Announce a document by size, type and hash; its bytes follow to `uploadUrl`.',
    load: nothingNamed,
    body: documentSchema,
    answers: { 201: { description: 'Announced.', schema: documentAnnounced, headers: ['Location', 'Idempotency-Replayed'] } },
    handle: (context) => announce(context),
  });
}

async function announce(context: Context<object, NewDocumentBody, unknown>): Promise<Reply> {
  const { deps, caller, body } = context;
  const { orderId = null, ...announced } = body;
  const order = orderId === null ? null : await orderSeenBy(deps, caller, orderId);
  if (orderId !== null && !order) return refusedBy(invalidField('/orderId', 'is no order that you can see'));
  const uploader = { role: caller.role, id: caller.subject };
  // Announced for an order it belongs to it at once, without a command that says what the customer said.
  if (order && lacksAuthorisation({ kind: body.kind, uploader }, { order }))
    return refusedBy(
      invalidField('/kind', 'needs the authorisation of the customer on record; without orderId it can be named with the report'),
    );
  const answered = answeredOnce(context, async (tx) => {
    await claimRoom(tx, deps.quotas, { uploader, orderId, contentLength: body.contentLength });
    const documentId = `doc-${randomUUID()}`;
    await tx.addDocument({ ...announced, documentId, orderId, uploader });
    const headers = { Location: `/v1/documents/${documentId}` };
    return { kind: 'json', status: 201, body: { documentId, uploadUrl: contentUrl(documentId) }, headers };
  });
  return answered.catch((error: unknown) => {
    if (error instanceof NoRoom) return refusedBy(error.problem);
    throw error;
  });
}

function uploadRoute(): Route {
  return route<DocumentRow>({
    method: 'put',
    path: CONTENT,
    operationId: 'uploadDocument',
    tag: 'Documents',
    summary: 'The bytes of a document: kept only where size, hash and the type that they show are as announced.',
    load: ownDocument,
    takesBytes: true,
    answers: { 200: { description: 'Kept. The same bytes may come again.', schema: document } },
    handle: (context) => upload(context),
  });
}

const FLAWS: Readonly<Record<Flaw, readonly [pointer: string, message: string]>> = {
  size: ['/contentLength', 'is not the number of bytes that came'],
  type: ['/contentType', 'is not the type that the bytes show'],
  hash: ['/sha256', 'is not the hash of the bytes that came'],
};

async function upload({ deps, found, request }: Context<DocumentRow, unknown, unknown>): Promise<Reply> {
  const { documentId } = found;
  takesItsTime(request);
  const declared = Number(request.headers['content-length'] ?? found.contentLength);
  const flaw = declared === found.contentLength ? await receiveBytes(deps.blobs, request, found) : 'size';
  if (flaw !== null && found.storedAt !== null) {
    const message = 'The document is stored; its bytes do not change any more.';
    return refusedBy(refusalProblem(notAllowed(message, unmet('document.awaits_upload', message, null))), { Connection: 'close' });
  }
  if (flaw !== null) return refusedBy(invalidField(...FLAWS[flaw]), { Connection: 'close' });
  await deps.store.documents.markStored(documentId);
  const stored = await deps.store.documents.get(documentId);
  return stored ? ok(await shown(deps.store, stored)) : refusedBy(NOT_FOUND);
}

function readRoute(): Route {
  return route<DocumentRow>({
    method: 'get',
    path: '/v1/documents/{documentId}',
    operationId: 'getDocument',
    tag: 'Documents',
    summary: 'What is known of a document, for those who may see its order.',
    load: visibleDocument,
    answers: { 200: { description: 'The document, without its bytes.', schema: document } },
    handle: async ({ deps, found }) => ok(await shown(deps.store, found)),
  });
}

function downloadRoute(): Route {
  return route<DocumentRow>({
    method: 'get',
    path: CONTENT,
    operationId: 'downloadDocument',
    tag: 'Documents',
    summary: 'The bytes of a document, always as a download.',
    load: async (context) => {
      const found = await visibleDocument(context);
      return found?.storedAt === null ? null : found;
    },
    answers: {
      200: { description: 'The bytes, of the type that they were announced and checked as.', contentTypes: Object.keys(EXTENSIONS) },
    },
    handle: async ({ deps, found }) => {
      const bytes = await deps.blobs.open(found.sha256);
      if (!bytes) return refusedBy({ code: 'temporarily_unavailable', detail: 'The storage of documents does not have it now.' });
      const { documentId, contentType, contentLength } = found;
      return { kind: 'bytes', contentType, filename: `${documentId}.${EXTENSIONS[contentType] ?? 'bin'}`, length: contentLength, bytes };
    },
  });
}

export const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/tiff': 'tif',
  'video/mp4': 'mp4',
};

function contentUrl(documentId: string): string {
  return `/v1/documents/${documentId}/content`;
}

async function shown({ orders }: Pick<Store, 'orders'>, { uploader, createdAt, storedAt, ...row }: DocumentRow) {
  const order = row.orderId === null ? null : await orders.get(row.orderId);
  return {
    ...row,
    state: storedAt === null ? 'AWAITING_UPLOAD' : 'STORED',
    locked: order !== null && openClaim(order.state) !== null,
    uploadedBy: uploader,
    createdAt: iso(createdAt),
    storedAt: storedAt === null ? null : iso(storedAt),
    contentUrl: contentUrl(row.documentId),
  };
}

interface Asked {
  readonly deps: AppDeps;
  readonly caller: Caller;
  readonly ids: PathIds;
}

/** For its uploader, and for those who may see the order that it belongs to; a key is held to its scope even with its own. */
async function visibleDocument({ deps, caller, ids }: Asked): Promise<DocumentRow | null> {
  const row = await deps.store.documents.get(ids['documentId'] ?? '');
  if (!row) return null;
  const own = isOwn(row, caller);
  if (row.orderId === null || (own && !caller.scope)) return own ? row : null;
  return (await orderSeenBy(deps, caller, row.orderId)) ? row : null;
}

async function ownDocument(asked: Asked): Promise<DocumentRow | null> {
  const row = await visibleDocument(asked);
  return row && SIGHT.UPLOAD[asked.caller.role] === 'OWN' && isOwn(row, asked.caller) ? row : null;
}

function isOwn({ uploader }: DocumentRow, { role, subject }: Caller): boolean {
  return uploader.role === role && uploader.id === subject;
}
