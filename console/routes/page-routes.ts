import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import { ownParty } from '../../api/auth/access.ts';
import type { Caller } from '../../api/auth/auth.ts';
import type { Gate } from '../../api/auth/gate.ts';
import { visibleOrder } from '../../api/auth/visible.ts';
import type { AppDeps } from '../../api/deps.ts';
import { send } from '../../api/http/reply.ts';
import { requestIdOf } from '../../api/http/request-id.ts';
import { isPathId } from '../../api/http/route.ts';
import { isSoundText } from '../../api/http/sound.ts';
import { placesOf } from '../../api/list-page.ts';
import { readersOf } from '../../api/presenters/readers.ts';
import type { Mailbox } from '../../channels/development-mailbox.ts';
import { orderSummary } from '../../domain/order/views/view.ts';
import { BadCursor } from '../../store/contract/errors.ts';
import type { OrderRecord, Store } from '../../store/contract/store.ts';
import { seeOther, sendPage, sendReply } from '../answer.ts';
import { filterOf, type ListQuery, readQuery, searchOf, VIEWS } from '../filter.ts';
import { ask } from '../give.ts';
import { type Content, html } from '../html.ts';
import { page } from '../layout.ts';
import { outcomeOf } from '../outcome.ts';
import { mailList, mailPage } from '../pages/mailbox.ts';
import { type OrderPage, orderPage } from '../pages/order.ts';
import { orderData } from '../pages/order-data.ts';
import { COUNT_MAX, type ListPage, orderList } from '../pages/order-list.ts';
import { seesStandstill } from '../pages/stuck.ts';
import { type Session, sessionOf } from '../session.ts';

export interface ConsoleParts {
  readonly deps: AppDeps;
  /** Judges credentials for all of the program: whoever guesses is kept away, whichever door is tried. */
  readonly gate: Gate;
  /** The built-in development mailbox; null where mail really goes out. */
  readonly mailbox: Pick<Mailbox, 'list' | 'get'> | null;
  /** For engineers; null where it is not known. */
  readonly temporalUi: string | null;
}

const NO_ORDER = { status: 404, title: 'No such order', text: 'There is no such order, or it is not yours to see.' };

export function mountPages(app: Express, parts: ConsoleParts): void {
  const get = (path: string, show: (request: Request, response: Response, session: Session) => Promise<void> | void): void => {
    app.get(path, nameRoute(path), async (request: Request, response: Response) => {
      const session = await sessionOf(request, parts.gate);
      if (session) await show(request, response, session);
      else seeOther(response, `/console/login?to=${encodeURIComponent(request.originalUrl)}`);
    });
  };
  get('/console', (request, response, session) => showList(request, response, session, parts));
  get('/console/orders/:orderId', (request, response, session) => showOrder(request, response, session, parts));
  get('/console/orders/:orderId/timeline.json', (request, response, session) => showTimeline(request, response, session, parts));
  // Where a form was posted to is no page; who reloads there wants the order.
  get('/console/orders/:orderId/*rest', (request, response) => seeOther(response, `/console/orders/${orderIdOf(request)}`));
  get('/console/mailbox', (_request, response, session) => showMails(response, session, parts));
  get('/console/mailbox/:mailId', (request, response, session) => showMail(request, response, session, parts));
}

/** For the log: the path's pattern, never the path. */
export function nameRoute(path: string): RequestHandler {
  return (_request: Request, response: Response, next: NextFunction) => {
    response.locals['route'] = path;
    next();
  };
}

/** A value of a URL; empty where there is none, or none that is text: nothing else ever reaches the store. */
export function textOf(value: unknown): string {
  return typeof value === 'string' && isSoundText(value) ? value : '';
}

/** What of the path is an id; empty, which names nothing, where it is none. */
export function idIn(request: Request, name: 'orderId' | 'claimId' | 'mailId' | 'command'): string {
  const id = textOf(request.params[name]);
  return isPathId(id) ? id : '';
}

export function orderIdOf(request: Request): string {
  return idIn(request, 'orderId');
}

export async function orderOf(request: Request, { deps }: ConsoleParts, caller: Caller): Promise<OrderRecord | null> {
  return visibleOrder({ deps, caller, ids: { orderId: orderIdOf(request) } });
}

async function showList(request: Request, response: Response, session: Session, parts: ConsoleParts): Promise<void> {
  const query = readQuery(new URL(request.originalUrl, 'http://console').searchParams);
  try {
    const content = orderList(await listPage(query, session, parts));
    sendPage(response, frame(parts, session, { title: 'Orders', content, section: 'orders' }));
  } catch (error) {
    if (!(error instanceof BadCursor)) throw error;
    // A link to a page of another list: its first page.
    const search = searchOf({ ...query, cursor: null });
    seeOther(response, search === '' ? '/console' : `/console?${search}`);
  }
}

async function listPage(query: ListQuery, { caller }: Session, { deps }: ConsoleParts): Promise<ListPage> {
  const { store } = deps;
  const now = await store.now();
  const places = placesOf({ deps, path: '/v1/orders', query: query.cursor === null ? {} : { cursor: query.cursor } });
  const filter = filterOf({ ...query, cursor: places.given.cursor ?? null }, caller, now);
  const listed = filter ? await store.orders.list(filter) : { items: [], nextCursor: null };
  const readerOfEach = await readersOf(store, caller);
  const items = listed.items.map((record) => ({ record, line: orderSummary(record, readerOfEach(record)) }));
  const found = { items, nextCursor: places.next(listed.nextCursor) };
  const counts = await Promise.all(
    VIEWS.map(async ({ search }) => {
      const viewed = filterOf(readQuery(new URLSearchParams(search)), caller, now);
      return viewed ? store.orders.count(viewed, COUNT_MAX) : 0;
    }),
  );
  return { caller, query, found, stuck: await stuckAmong(listed.items, caller, store), counts, now };
}

async function stuckAmong(orders: readonly OrderRecord[], caller: Caller, { stuck }: Pick<Store, 'stuck'>): Promise<ReadonlySet<string>> {
  if (!seesStandstill(caller)) return new Set();
  const found = await stuck.among(orders.map(({ orderId }) => orderId));
  const diverged = orders.filter(({ divergedAt }) => divergedAt !== null);
  return new Set([...found, ...diverged].map(({ orderId }) => orderId));
}

async function showOrder(request: Request, response: Response, session: Session, parts: ConsoleParts): Promise<void> {
  const record = await orderOf(request, parts, session.caller);
  if (!record) {
    sendReply(response, { ...NO_ORDER, session });
    return;
  }
  const result = await outcomeOf(parts.deps, session.caller, record, textOf(request.query['done']));
  const kind = textOf(request.query['kind']);
  await drawOrder(response, parts, session, record, { result, returned: null, kind: kind === '' ? null : kind });
}

/** The page of an order, as a link leads to it or as a form comes back on it. */
export async function drawOrder(
  response: Response,
  parts: ConsoleParts,
  session: Session,
  record: OrderRecord,
  shown: Pick<OrderPage, 'result' | 'returned' | 'kind'>,
  status = 200,
): Promise<void> {
  const data = await orderData(parts.deps, session, record);
  const content = orderPage({ data, session, ...shown });
  sendPage(response, frame(parts, session, { title: record.details.given.scopeOfWork.title, content, section: 'orders' }), status);
}

async function showTimeline(request: Request, response: Response, { caller }: Session, { deps }: ConsoleParts): Promise<void> {
  const path = '/v1/orders/{orderId}/timeline';
  const search = new URL(request.originalUrl, 'http://console').search || '?limit=100';
  const reply = await ask(deps, caller, { path, search, ids: { orderId: orderIdOf(request) }, requestId: requestIdOf(response) });
  send(response, reply, request.path);
}

function showMails(response: Response, session: Session, parts: ConsoleParts): void {
  const box = readableMailbox(session, parts);
  if (box) sendPage(response, frame(parts, session, { title: 'Mailbox', content: mailList(box.list()), section: 'mailbox' }));
  else noMailbox(response, session);
}

function showMail(request: Request, response: Response, session: Session, parts: ConsoleParts): void {
  const box = readableMailbox(session, parts);
  const mail = box?.get(idIn(request, 'mailId')) ?? null;
  if (!box) noMailbox(response, session);
  else if (!mail)
    sendReply(response, { status: 404, title: 'No such mail', text: 'It is older than the mailbox keeps, or never came.', session });
  else sendPage(response, frame(parts, session, { title: 'Mail', content: mailPage(mail), section: 'mailbox' }));
}

/** Mails of every order lie in it: not for those who see only some. */
function readableMailbox({ caller }: Session, { mailbox }: ConsoleParts): ConsoleParts['mailbox'] {
  return ownParty(caller) || caller.scope ? null : mailbox;
}

function noMailbox(response: Response, session: Session): void {
  sendReply(response, {
    status: 404,
    title: 'No mailbox',
    text: 'Mail goes out by SMTP here, or your role does not read others’ mail.',
    session,
  });
}

function frame(
  parts: ConsoleParts,
  session: Session,
  { title, content, section }: { readonly title: string; readonly content: Content; readonly section: 'orders' | 'mailbox' },
) {
  return page({
    title,
    session,
    content: html`${content}`,
    section,
    hasMailbox: readableMailbox(session, parts) !== null,
    ...(parts.temporalUi === null ? {} : { temporalUi: parts.temporalUi }),
  });
}
