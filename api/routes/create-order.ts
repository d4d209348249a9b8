import { randomUUID } from 'node:crypto';
import { documentFacts } from '../../commands/document-facts.ts';
import { createOrder } from '../../domain/order/create.ts';
import { detailsOf, type OrderGiven } from '../../domain/order/details.ts';
import type { PolicyPack } from '../../domain/policy/pack.ts';
import { unusableDocument } from '../../domain/shared/documents.ts';
import type { StoreTransaction } from '../../store/contract/store.ts';
import { canonicalJson, sha256 } from '../../store/event-log/canonical.ts';
import { maySeeProvider } from '../auth/access.ts';
import { actorOf } from '../auth/on-behalf.ts';
import { creationProblem } from '../auth/scope.ts';
import { nothingNamed } from '../auth/visible.ts';
import { beginSoon } from '../begin.ts';
import { answeredOnce } from '../http/once.ts';
import { invalidField, type Problem, refusalProblem } from '../http/problems.ts';
import { type Reply, refusedBy } from '../http/reply.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { recordAsOf, shownOrder } from '../presenters/order-now.ts';
import { order } from '../schemas/answers.ts';
import { type NewOrder, orderSchema } from '../schemas/requests.ts';

type CreateContext = Context<object, NewOrder, unknown>;

/** What is kept of an answer: the order is rendered from the store each time, as it was. */
interface CreatedRef {
  readonly orderId: string;
  readonly sequence: number;
}

export function createOrderRoute(): Route {
  const headers = ['Location', 'ETag', 'Idempotency-Replayed'] as const;
  return route<object, NewOrder>({
    method: 'post',
    path: '/v1/orders',
    operationId: 'createOrder',
    tag: 'Orders',
    summary: 'Create an order. It never waits for a worker.',
    load: nothingNamed,
    refuseBody: ({ caller, raw }) => creationProblem(caller, raw),
    body: orderSchema,
    answers: {
      201: { description: 'Created.', schema: order, headers },
      200: { description: 'The order of this id, which the same body made before.', schema: order, headers },
    },
    handle: (context) => create(context),
  });
}

/** The id was free when it was looked up and taken when the order was written: looked up again, it is one of the known cases. */
class TakenMeanwhile extends Error {}
const LOOKUPS_MAX = 3;

async function create(context: CreateContext): Promise<Reply> {
  const orderId = context.body.orderId ?? `so-${randomUUID()}`;
  for (let lookup = 1; ; lookup += 1) {
    try {
      const kept = await decideOnce(context, orderId);
      if (kept.kind === 'problem') return kept;
      const { orderId: made, sequence } = kept.body as CreatedRef;
      const then = await recordAsOf(context.deps.store, made, sequence);
      if (kept.status === 201) await beginSoon(context.deps, isRepeat(kept) ? made : then.record);
      const shown = await shownOrder(context.deps.store, then, context.caller);
      return { ...kept, body: shown.body, headers: { ...kept.headers, Location: `/v1/orders/${made}`, ...shown.headers } };
    } catch (error) {
      if (!(error instanceof TakenMeanwhile) || lookup >= LOOKUPS_MAX) throw error;
    }
  }
}

/** A repeat may come when the order has gone on: its workflow starts from where it is. */
function isRepeat({ headers = {} }: Reply): boolean {
  return 'Idempotency-Replayed' in headers;
}

/** Everything that needs the store is read before the transaction of the answer, which only decides and writes. */
async function decideOnce(context: CreateContext, orderId: string): Promise<Reply> {
  const { deps, body } = context;
  const hash = sha256(canonicalJson(body));
  const taken = await existing(context, orderId, hash);
  if (taken) return answeredOnce(context, async () => taken);
  const registered = await deps.store.providers.get(body.providerId);
  // One that the caller does not see is for it as one that is not there.
  const provider = registered && maySeeProvider(context.caller, registered) ? registered : null;
  const unusable = await agreedDocumentProblem(context, orderId);
  return answeredOnce(context, async (tx, commandId) => {
    const now = await tx.now();
    const pack = deps.policies.forMarketplace(body.marketplaceId, now);
    const problem = packProblem(context, pack, provider?.marketplaceIds ?? null) ?? unusable;
    if (problem || !pack) return refusedBy(problem ?? invalidField('/marketplaceId', 'is not a marketplace with a policy'));
    return write(context, { tx, commandId, now, pack, orderId, hash });
  });
}

async function existing({ deps }: CreateContext, orderId: string, hash: string): Promise<Reply | null> {
  const before = await deps.store.orders.creationHash(orderId);
  if (before === null) return null;
  // The same words for everybody: whose order that is, and how it stands, is for those who see it.
  if (before !== hash) return refusedBy({ code: 'order_exists', detail: `The order id ${orderId} is taken: choose another.` });
  const record = await deps.store.orders.get(orderId);
  const ref: CreatedRef = { orderId, sequence: record?.state.sequence ?? 1 };
  return { kind: 'json', status: 200, body: ref };
}

interface Writing {
  readonly tx: StoreTransaction;
  readonly commandId: string;
  readonly now: number;
  readonly pack: PolicyPack;
  readonly orderId: string;
  readonly hash: string;
}

async function write({ body, caller }: CreateContext, { tx, commandId, now, pack, orderId, hash }: Writing): Promise<Reply> {
  const given = givenOf(body, orderId);
  const creation = createOrder({ given, pack, now, actor: actorOf(caller, undefined), commandId });
  if (!creation.ok) return refusedBy(refusalProblem(creation.refusal));
  const { events, state, terms } = creation;
  if (!(await tx.createOrder({ details: detailsOf(given), terms, bodyHash: hash }, events, state))) throw new TakenMeanwhile();
  if (given.agreedTerms) await tx.bindDocuments(orderId, [given.agreedTerms.documentId]);
  const ref: CreatedRef = { orderId, sequence: state.sequence };
  return { kind: 'json', status: 201, body: ref };
}

/** What the parties agreed on is uploaded before, by whoever creates the order. */
async function agreedDocumentProblem({ deps, body, caller }: CreateContext, orderId: string): Promise<Problem | null> {
  if (!body.agreedTerms) return null;
  const { documentId } = body.agreedTerms;
  const use = { order: { orderId, details: { record: [] } }, actor: actorOf(caller, undefined) };
  const refusal = unusableDocument(await documentFacts(deps.store, [documentId], use), [documentId], () => '/agreedTerms/documentId');
  return refusal && refusalProblem(refusal);
}

function packProblem({ deps, body }: CreateContext, pack: PolicyPack | null, serves: readonly string[] | null): Problem | null {
  if (!pack) return invalidField('/marketplaceId', 'is not a marketplace with a policy');
  if (serves === null) return invalidField('/providerId', 'is not a registered provider');
  // An alias of the marketplace means the same marketplace.
  const isServed = serves.includes(body.marketplaceId) || serves.some((id) => pack.marketplaceIds.includes(id));
  if (!isServed) return invalidField('/providerId', 'does not serve this marketplace');
  if (body.sandbox && !deps.sandbox) return invalidField('/sandbox', 'is not possible here: test clocks are switched off');
  return null;
}

/** The border between the checked body and the domain's type: absent is absent in both. */
function givenOf(body: NewOrder, orderId: string): OrderGiven {
  return { visitKind: 'SERVICE', ...body, orderId } as OrderGiven;
}
