import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { ownParty } from '../../api/auth/access.ts';
import type { AppDeps } from '../../api/deps.ts';
import { PROBLEMS, type Problem } from '../../api/http/problems.ts';
import { requestIdOf } from '../../api/http/request-id.ts';
import { placesOf } from '../../api/list-page.ts';
import { shownClaim } from '../../api/presenters/claim-answer.ts';
import { claimReader, readerOf, staffReader } from '../../api/presenters/readers.ts';
import { claimsSeenBy, visibleClaim } from '../../api/routes/claims.ts';
import { CLAIM_COMMAND_SCHEMAS, fileClaimSchema } from '../../api/schemas/claims.ts';
import { isClaimCommandName } from '../../domain/claim/commands/index.ts';
import { claimTimelineEntry } from '../../domain/claim/views/timeline.ts';
import { seenState } from '../../domain/claim/views/view.ts';
import { mayRead, PERSONAL } from '../../domain/shared/reading/readers.ts';
import { BadCursor } from '../../store/contract/errors.ts';
import type { ClaimFilter, ClaimRecord, Page } from '../../store/contract/store.ts';
import { notFromThisPage, seeOther, sendPage, sendReply } from '../answer.ts';
import { readForm } from '../form-body.ts';
import { type Field, one, type Raw } from '../forms/field.ts';
import { fieldsOf, type Hints } from '../forms/from-schema.ts';
import { readBody } from '../forms/read.ts';
import { post } from '../give.ts';
import { page } from '../layout.ts';
import { type ClaimReturned, claimContent } from '../pages/claim.ts';
import { claimList } from '../pages/claim-list.ts';
import { fileClaimContent } from '../pages/file-claim.ts';
import { mayPost, type Session, sessionOf } from '../session.ts';
import { type ConsoleParts, idIn, nameRoute, orderOf, textOf } from './page-routes.ts';

const NO_CLAIM = { status: 404, title: 'No such claim', text: 'There is no such claim, or it is not yours to see.' };

/** Claims in the console: the queue, one claim with its forms, and filing for a claimant. */
export function mountClaims(app: Express, parts: ConsoleParts): void {
  const signedIn =
    (show: (request: Request, response: Response, session: Session) => Promise<void>) =>
    async (request: Request, response: Response): Promise<void> => {
      const session = await sessionOf(request, parts.gate);
      if (session) await show(request, response, session);
      else seeOther(response, `/console/login?to=${encodeURIComponent(request.originalUrl)}`);
    };
  const get = (path: string, show: Parameters<typeof signedIn>[0]): unknown => app.get(path, nameRoute(path), signedIn(show));
  get('/console/claims', (request, response, session) => showList(request, response, session, parts));
  get('/console/claims/:claimId', (request, response, session) => showClaim(request, response, session, parts));
  get('/console/orders/:orderId/claims', (request, response, session) => showFiling(request, response, session, parts));
  const give = '/console/claims/:claimId/commands/:command';
  app.post(
    give,
    nameRoute(give),
    signedIn((request, response, session) => giveCommand(request, response, session, parts)),
  );
  const file = '/console/orders/:orderId/claims';
  app.post(
    file,
    nameRoute(file),
    signedIn((request, response, session) => fileClaim(request, response, session, parts)),
  );
}

async function showList(request: Request, response: Response, session: Session, { deps }: ConsoleParts): Promise<void> {
  const { caller } = session;
  const isAll = request.query['all'] === 'yes';
  const cursor = textOf(request.query['cursor']);
  const claims = await claimsAt(deps, { limit: 50, ...(isAll ? {} : { isOpen: true }), ...claimsSeenBy(caller) }, cursor);
  if (!claims) {
    // A link to a page of another list: its first page.
    seeOther(response, isAll ? '/console/claims?all=yes' : '/console/claims');
    return;
  }
  const report = ownParty(caller) ? null : await deps.store.claims.report(caller.scope);
  const reader = staffReader(caller);
  const items = claims.items.map((record) => ({ ...record, state: seenState(record.state, reader) }));
  const content = claimList({ claims: { ...claims, items }, isAll, report, now: await deps.store.now() });
  sendPage(response, page({ title: 'Claims', session, content, section: 'claims' }));
}

/** A page of claims; null: the cursor is of no page of theirs. */
async function claimsAt(deps: AppDeps, filter: ClaimFilter, cursor: string): Promise<Page<ClaimRecord> | null> {
  try {
    const places = placesOf({ deps, path: '/v1/claims', query: cursor === '' ? {} : { cursor } });
    const { items, nextCursor } = await deps.store.claims.list({ ...filter, ...places.given });
    return { items, nextCursor: places.next(nextCursor) };
  } catch (error) {
    if (error instanceof BadCursor) return null;
    throw error;
  }
}

async function showClaim(request: Request, response: Response, session: Session, parts: ConsoleParts): Promise<void> {
  const record = await claimAt(request, parts, session);
  if (record) await draw(response, session, parts, record, null);
  else sendReply(response, { ...NO_CLAIM, session });
}

function claimAt(request: Request, { deps }: ConsoleParts, { caller }: Session): Promise<ClaimRecord | null> {
  return visibleClaim({ deps, caller, ids: { claimId: idIn(request, 'claimId') } });
}

async function draw(
  response: Response,
  session: Session,
  { deps }: ConsoleParts,
  record: ClaimRecord,
  returned: ClaimReturned | null,
): Promise<void> {
  const [{ body: view }, events, reader, now, stuck] = await Promise.all([
    shownClaim(deps.store, record, session.caller),
    deps.store.claims.timeline(record.claimId),
    claimReader(deps.store, session.caller, record),
    deps.store.now(),
    deps.store.stuck.among([record.orderId]),
  ]);
  const content = claimContent({
    record,
    view,
    timeline: events.flatMap((linked) => claimTimelineEntry(linked, reader) ?? []),
    now: now + record.state.clockOffsetMs,
    session,
    stuck: stuck.find(({ claimId }) => claimId === record.claimId) ?? null,
    fieldsFor: (command) => commandFields(command, record),
    returned,
  });
  const status = returned?.problem ? PROBLEMS[returned.problem.code].status : 200;
  sendPage(response, page({ title: `Claim ${record.claimId}`, session, content, section: 'claims' }), status);
}

const NO_HINTS: Hints = { options: {}, rows: {}, fixed: {}, leftOut: [], hints: {}, required: [], shown: ['documentIds'] };

/** The fields of a command's form; support speaks for a party by choosing it. */
function commandFields(command: keyof typeof CLAIM_COMMAND_SCHEMAS, { state }: ClaimRecord): readonly Field[] {
  const onBehalfOf = [
    { value: '', label: 'My own' },
    { value: 'PROVIDER', label: `Provider ${state.providerId}` },
    { value: 'CUSTOMER', label: `Customer ${state.customerId}` },
  ];
  return fieldsOf(z.toJSONSchema(CLAIM_COMMAND_SCHEMAS[command], { io: 'input' }), { ...NO_HINTS, options: { onBehalfOf } });
}

async function giveCommand(request: Request, response: Response, session: Session, parts: ConsoleParts): Promise<void> {
  const raw = await formOf(request, response, session);
  const record = raw && (await claimAt(request, parts, session));
  const command = idIn(request, 'command');
  if (!raw) return;
  if (!record || !isClaimCommandName(command)) {
    sendReply(response, { ...NO_CLAIM, session });
    return;
  }
  const read = readBody(commandFields(command, record), raw, record.state);
  const path = `/v1/claims/{claimId}/commands/${command}`;
  const problem = await posted(parts, session, response, { path, ids: { claimId: record.claimId }, raw, read });
  if (!problem) seeOther(response, `/console/claims/${record.claimId}`);
  else await draw(response, session, parts, (await claimAt(request, parts, session)) ?? record, { command, raw, problem });
}

interface Posted {
  readonly path: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly raw: Raw;
  readonly read: ReturnType<typeof readBody>;
}

async function posted(
  { deps }: ConsoleParts,
  { caller }: Session,
  response: Response,
  { path, ids, raw, read }: Posted,
): Promise<Problem | null> {
  if (read.errors.length > 0) return { code: 'invalid_request', detail: 'Nothing was done.', errors: read.errors };
  const version = one(raw, 'version');
  const reply = await post(deps, caller, {
    path,
    ids,
    body: read.body,
    idempotencyKey: one(raw, 'idempotencyKey'),
    version: version === '' ? null : version,
    requestId: requestIdOf(response),
  });
  return reply.kind === 'problem' ? reply.problem : null;
}

async function formOf(request: Request, response: Response, session: Session): Promise<Raw | null> {
  const raw = await readForm(request);
  if (raw && mayPost(request, session, one(raw, 'formToken'))) return raw;
  notFromThisPage(response, session);
  return null;
}

const filingFields = (): readonly Field[] =>
  fieldsOf(z.toJSONSchema(fileClaimSchema, { io: 'input' }), { ...NO_HINTS, leftOut: ['onBehalfOf', 'claimId'] });

async function showFiling(
  request: Request,
  response: Response,
  session: Session,
  parts: ConsoleParts,
  returned: ClaimReturned | null = null,
): Promise<void> {
  const order = await orderOf(request, parts, session.caller);
  if (!order) {
    sendReply(response, { status: 404, title: 'No such order', text: 'There is no such order, or it is not yours to see.', session });
    return;
  }
  const now = (await parts.deps.store.now()) + order.state.clockOffsetMs;
  const reader = await readerOf(parts.deps.store, session.caller, order);
  const customerName = mayRead(reader, PERSONAL) ? order.details.given.customer.name : '';
  const content = fileClaimContent({ order, customerName, now, fields: filingFields(), formToken: session.formToken, returned });
  const status = returned?.problem ? PROBLEMS[returned.problem.code].status : 200;
  sendPage(response, page({ title: 'File a claim', session, content, section: 'claims' }), status);
}

async function fileClaim(request: Request, response: Response, session: Session, parts: ConsoleParts): Promise<void> {
  const raw = await formOf(request, response, session);
  if (!raw) return;
  const order = await orderOf(request, parts, session.caller);
  const read = order && readBody(filingFields(), raw, order.state);
  if (!order || !read) {
    sendReply(response, { status: 404, title: 'No such order', text: 'There is no such order, or it is not yours to see.', session });
    return;
  }
  const problem = await posted(parts, session, response, {
    path: '/v1/orders/{orderId}/claims',
    ids: { orderId: order.orderId },
    raw,
    read,
  });
  if (problem) return showFiling(request, response, session, parts, { command: 'file-claim', raw, problem });
  const claim = (await parts.deps.store.claims.ofOrder(order.orderId)).at(-1);
  seeOther(response, claim ? `/console/claims/${claim.claimId}` : `/console/orders/${order.orderId}`);
}
