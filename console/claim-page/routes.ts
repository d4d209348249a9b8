import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Express, NextFunction, Request, Response } from 'express';
import type { Caller } from '../../api/auth/auth.ts';
import { noteRefusal } from '../../api/auth/refusals.ts';
import type { AppDeps } from '../../api/deps.ts';
import { takesItsTime } from '../../api/http/http-server.ts';
import { retryAt } from '../../api/http/limits.ts';
import type { Problem } from '../../api/http/problems.ts';
import { PROBLEMS } from '../../api/http/problems.ts';
import { requestIdOf } from '../../api/http/request-id.ts';
import type { ClaimLink } from '../../channels/claim-link.ts';
import { type LinkEnd, linkEnd } from '../../channels/claim-link-standing.ts';
import type { OrderRecord } from '../../store/contract/store.ts';
import { notFromThisPage, seeOther, sendPage, sendReply } from '../answer.ts';
import { post, upload } from '../give.ts';
import { type ConsoleParts, nameRoute, textOf } from '../routes/page-routes.ts';
import { consoleHeaders, isSameOrigin } from '../security.ts';
import { type Form, withForm } from './multipart.ts';
import { endedLink, noLink } from './no-page.ts';
import { type ClaimPage, claimPage } from './page.ts';

interface Visit {
  readonly deps: AppDeps;
  readonly token: string;
  readonly link: ClaimLink;
  readonly order: OrderRecord;
  readonly caller: Caller;
  readonly response: Response;
}

/**
 * The page behind the claim link of the feedback mail. The link is the credential: one order, one claimant. Whatever is given
 * here goes through the API's own routes as that claimant.
 */
export function mountClaimPage(app: Express, { deps, gate }: Pick<ConsoleParts, 'deps' | 'gate'>): void {
  app.use('/claim', consoleHeaders());
  app.use('/claim/:token', guessing({ deps, gate }));
  app.get('/claim/:token', nameRoute('/claim/:token'), async (request: Request, response: Response) => {
    const visit = await visited(deps, request, response);
    if (visit) await show(visit, { problem: null, typed: new Map() });
  });
  const onPost = (path: string, take: (visit: Visit, form: Form) => Promise<void>): void => {
    app.post(path, nameRoute(path), async (request: Request, response: Response) => {
      const visit = await visited(deps, request, response);
      if (!visit) return;
      if (!isSameOrigin(request, false)) {
        notFromThisPage(response, null);
        return;
      }
      takesItsTime(request);
      await withForm(request, deps.blobs.incoming, async (read) => {
        if (read.ok) await take(visit, read.form);
        // What was not read of it is not read any more.
        else await show({ ...visit, response: response.setHeader('Connection', 'close') }, { problem: read.problem, typed: new Map() });
      });
    });
  };
  onPost('/claim/:token', file);
  onPost('/claim/:token/documents', submitDocuments);
}

/** A link is a credential: whoever tries many is not looked at any more, as with tokens. */
function guessing({ deps, gate }: Pick<ConsoleParts, 'deps' | 'gate'>) {
  return async function keepGuessersAway(request: Request, response: Response, next: NextFunction): Promise<void> {
    const token = textOf(request.params['token']);
    const until = await gate.failures.refuses(request.ip, token);
    if (until) {
      retryAt(response, until);
      sendReply(response, { status: 429, title: 'Too many requests', text: 'Nothing was done. Wait a minute, then go on.' });
      return;
    }
    if (deps.readClaimLink(token)) gate.failures.succeeded(token);
    else {
      noteRefusal(response, 'bad_link');
      await gate.failures.failed(request.ip);
    }
    next();
  };
}

/**
 * The order that the link opens. A forged link says nothing, not even whether there is an order; one that has ended says why, to
 * whoever holds it, and nothing of the order.
 */
async function visited(deps: AppDeps, request: Request, response: Response): Promise<Visit | null> {
  const token = textOf(request.params['token']);
  const link = isAsSent(request, token) ? deps.readClaimLink(token) : null;
  const order = link && (await deps.store.orders.get(link.orderId));
  if (!link || !order) {
    sendPage(response, noLink(), 404);
    return null;
  }
  const end = await endOf(deps, link, order);
  if (end) {
    if (end === 'REVOKED') noteRefusal(response, 'bad_link');
    sendPage(response, endedLink(end), 410);
    return null;
  }
  const { role, id } = link.claimant;
  // A seller's backend speaks for it, as over HTTP.
  const caller: Caller =
    role === 'CUSTOMER'
      ? { role: 'customer', subject: id }
      : { role: 'system', subject: id, scope: { sellerIds: [id], marketplaceIds: [] } };
  return { deps, token, link, order, caller, response };
}

/** A link has one spelling in the address too: no escapes, no other case, no slash at its end. */
function isAsSent({ path }: Request, token: string): boolean {
  return path === `/claim/${token}` || path === `/claim/${token}/documents`;
}

async function endOf({ store }: AppDeps, link: ClaimLink, { orderId, state }: OrderRecord): Promise<LinkEnd | null> {
  const [now, claims, given] = await Promise.all([store.now(), store.claims.ofOrder(orderId), store.claimLinks.of(orderId)]);
  return linkEnd(link, { state, claims, given, now: now + state.clockOffsetMs });
}

async function show(visit: Visit, shown: Pick<ClaimPage, 'problem' | 'typed'>): Promise<void> {
  const { deps, token, link, response } = visit;
  const order = (await deps.store.orders.get(link.orderId)) ?? visit.order;
  const claims = await deps.store.claims.ofOrder(link.orderId);
  const now = (await deps.store.now()) + order.state.clockOffsetMs;
  const own = claims.filter(({ state }) => state.claimant.role === link.claimant.role && state.claimant.id === link.claimant.id);
  const status = shown.problem ? PROBLEMS[shown.problem.code].status : 200;
  sendPage(response, claimPage({ token, order, claims: own, claimantRole: link.claimant.role, now, ...shown }), status);
}

async function file(visit: Visit, form: Form): Promise<void> {
  const { link, order } = visit;
  const text = (name: string): string | undefined => {
    const value = form.fields.get(name)?.trim();
    return value ? value : undefined;
  };
  const receipt = await kept(visit, form, 'receipt', 'RECEIPT');
  const others = await kept(visit, form, 'documents', null);
  const problem = receipt.problem ?? others.problem;
  if (problem) return show(visit, { problem, typed: form.fields });
  const raisedAt = text('raisedAt');
  const body = {
    claimant: { ...link.claimant, ...(text('name') ? { name: text('name') } : {}) },
    partnerName: text('partnerName'),
    agreedScope: text('agreedScope'),
    description: text('description'),
    desiredRemedy: text('desiredRemedy'),
    receiptDocumentId: receipt.ids[0],
    ...(others.ids.length > 0 ? { documentIds: others.ids } : {}),
    ...(raisedAt
      ? {
          raisedWithPartner: {
            at: `${raisedAt}T00:00:00Z`,
            channel: text('raisedChannel') ?? 'OTHER',
            outcome: text('raisedOutcome') ?? 'UNRESOLVED',
          },
        }
      : {}),
  };
  await posted(visit, form, '/v1/orders/{orderId}/claims', { orderId: order.orderId }, body);
}

async function submitDocuments(visit: Visit, form: Form): Promise<void> {
  const { ids, problem } = await kept(visit, form, 'documents', null);
  if (problem) return show(visit, { problem, typed: new Map() });
  await posted(
    visit,
    form,
    '/v1/claims/{claimId}/commands/submit-documents',
    { claimId: form.fields.get('claimId') ?? '' },
    { documentIds: ids },
  );
}

async function posted(visit: Visit, form: Form, path: string, ids: Readonly<Record<string, string>>, body: object): Promise<void> {
  const { deps, caller, response, token } = visit;
  const idempotencyKey = form.fields.get('key') ?? randomUUID();
  const sound = JSON.parse(JSON.stringify(body)) as object;
  const reply = await post(deps, caller, { path, ids, body: sound, idempotencyKey, version: null, requestId: requestIdOf(response) });
  if (reply.kind === 'problem') await show(visit, { problem: reply.problem, typed: form.fields });
  else seeOther(response, `/claim/${token}${reply.status === 202 ? '?received=yes' : ''}`);
}

const KINDS: Readonly<Record<string, string>> = { 'application/pdf': 'OTHER', 'video/mp4': 'VIDEO' };

interface Kept {
  readonly ids: readonly string[];
  readonly problem: Problem | null;
}

/** Announces and keeps the files of one field, as any client would; the first that is refused says why. */
async function kept({ deps, caller, order, response }: Visit, { files }: Form, field: string, kind: string | null): Promise<Kept> {
  const ids: string[] = [];
  for (const { path, length, sha256, contentType } of files.filter((one) => one.field === field)) {
    const announced = {
      kind: kind ?? KINDS[contentType] ?? 'PHOTO',
      contentType,
      contentLength: length,
      sha256,
      orderId: order.orderId,
    };
    const requestId = requestIdOf(response);
    const reply = await post(deps, caller, {
      path: '/v1/documents',
      ids: {},
      body: announced,
      idempotencyKey: randomUUID(),
      version: null,
      requestId,
    });
    if (reply.kind === 'problem') return { ids, problem: named(reply.problem, field) };
    const { documentId } = reply.body as { readonly documentId: string };
    const stored = await upload(deps, caller, { documentId, bytes: createReadStream(path), requestId });
    if (stored.kind === 'problem') return { ids, problem: named(stored.problem, field) };
    ids.push(documentId);
  }
  return { ids, problem: null };
}

/** In the words of the form, not of the announcement. */
function named(problem: Problem, field: string): Problem {
  return {
    ...problem,
    errors: [{ pointer: `/${field}`, message: 'must be a PDF, JPEG, PNG, GIF or TIFF of at most 5 MiB, or an MP4 of at most 50 MiB' }],
  };
}
