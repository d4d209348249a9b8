import { createHash, randomUUID } from 'node:crypto';
import { ROUTES } from '../../api/routes/index.ts';
import type { CommandName } from '../../domain/order/bodies.ts';
import { PDF } from '../api/support/bytes.ts';
import { completed, filed, newClaim, uploaded } from '../api/support/claims.ts';
import type { Edge, Json } from '../api/support/edge.ts';
import {
  CUSTOMER,
  command,
  daysAhead,
  given,
  newOrder,
  PROVIDER,
  play,
  REGISTERED,
  SUPERVISOR,
  SYSTEM,
  TO_COMPLETED,
  TO_FINISHED,
  TO_ON_SITE,
  TO_WORK,
} from '../api/support/orders.ts';
import { usualBodies } from '../domain/support/bodies.ts';
import { fullJob } from '../service-job/model.ts';

/** A call that is accepted: whose it is, what its path names, what it sends. */
export interface Call {
  readonly token: string;
  readonly path: Json;
  readonly query?: Json;
  readonly body?: unknown;
  /** In hex. */
  readonly bytes?: string;
  /** It can be made again and again. */
  readonly again?: boolean;
}

type Made = (edge: Edge) => Promise<Call>;
type Steps = readonly (readonly [name: string, token: string, body?: unknown])[];

const DECIDER = 'dev-support:claims-1';
const REFUND = { outcome: 'APPROVED', remedy: 'REFUND', amount: { amountMinor: 5_000, currency: 'USD' }, reason: 'The photo shows it.' };

/** For whom a command counts, what came before it, and its body where the usual one is not it. */
interface Row {
  readonly by: string;
  readonly after?: Steps | 'defect' | 'completed' | 'unscheduled';
  readonly body?: unknown;
}

const COMMANDS: Readonly<Record<Exclude<CommandName, 'file-claim' | 'send-message'>, Row>> = {
  schedule: { by: SYSTEM, after: 'unscheduled' },
  reschedule: { by: CUSTOMER },
  'accept-reschedule': {
    by: PROVIDER,
    after: [
      [
        'reschedule',
        CUSTOMER,
        { startTime: daysAhead(5), durationInMinutes: 90, reasonCode: 'CUSTOMER_REQUEST', agreedByCounterpart: false },
      ],
    ],
  },
  amend: { by: SYSTEM },
  'reassign-provider': { by: SUPERVISOR },
  'assign-technicians': { by: PROVIDER },
  arrive: { by: PROVIDER, after: TO_ON_SITE.slice(0, 1) },
  'record-inspection': { by: PROVIDER, after: TO_ON_SITE },
  'start-work': { by: PROVIDER, after: TO_WORK.slice(0, -1) },
  'report-guardian': { by: PROVIDER, after: TO_WORK },
  'finish-work': { by: PROVIDER, after: TO_WORK },
  'resume-work': { by: PROVIDER, after: TO_FINISHED },
  'report-defect': { by: PROVIDER, after: TO_WORK },
  'contact-support': { by: PROVIDER, after: 'defect' },
  'decide-hold': { by: SUPERVISOR, after: 'defect' },
  'confirm-scope': { by: PROVIDER, after: TO_FINISHED.slice(0, -1) },
  'add-job-note': { by: PROVIDER },
  'sign-off': { by: PROVIDER, after: TO_FINISHED },
  waive: { by: SUPERVISOR, after: TO_FINISHED },
  complete: {
    by: PROVIDER,
    after: [...TO_COMPLETED.slice(0, -1), ['sign-off', PROVIDER, { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE' }]],
  },
  cancel: { by: CUSTOMER },
  'decide-fee': { by: SUPERVISOR, after: [['cancel', PROVIDER, { reasonCode: 'PROVIDER_UNAVAILABLE' }]] },
  attribute: { by: SUPERVISOR, after: [['cancel', PROVIDER, { reasonCode: 'PROVIDER_UNAVAILABLE' }]] },
  'resend-claim-link': { by: SUPERVISOR, after: 'completed' },
  'raise-issue': { by: CUSTOMER, after: 'completed' },
  rate: { by: CUSTOMER, after: 'completed' },
  'advance-clock': { by: SYSTEM },
};

async function orderFor(edge: Edge, { after = [] }: Row, name: string): Promise<string> {
  if (after === 'completed') return completed(edge);
  if (after === 'unscheduled') return given(edge, { appointment: undefined });
  const orderId = await given(edge, { sandbox: true });
  if (after !== 'defect') {
    if (after.length > 0) await play(edge, orderId, ...after);
    return orderId;
  }
  await play(edge, orderId, ...TO_WORK);
  const defect = (await bodies(edge, orderId))['report-defect'];
  await play(edge, orderId, ['report-defect', PROVIDER, defect]);
  if (name !== 'decide-hold') return orderId;
  await edge.post(`/v1/orders/${orderId}/messages`, PROVIDER, { purpose: 'DEFECT_CONFIRMATION', text: 'As shown to you.' });
  await play(edge, orderId, ['contact-support', PROVIDER, (await bodies(edge, orderId))['contact-support']]);
  return orderId;
}

async function bodies(edge: Edge, orderId: string): Promise<ReturnType<typeof usualBodies>> {
  const order = await edge.store.orders.get(orderId);
  if (!order) throw new Error('no such order');
  return usualBodies(order.state, Date.now());
}

function ofCommand(name: keyof typeof COMMANDS): Made {
  const row = COMMANDS[name];
  return async (edge) => {
    const orderId = await orderFor(edge, row, name);
    const body = row.body ?? (await bodies(edge, orderId))[name];
    return { token: row.by, path: { orderId }, body: JSON.parse(JSON.stringify(body)) as unknown };
  };
}

const tell = async (edge: Edge, claimId: string, name: string, token: string, body: unknown = {}): Promise<void> => {
  const { status, body: answer } = await edge.post(`/v1/claims/${claimId}/commands/${name}`, token, body);
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(answer)}`);
};

function ofClaim(token: string, body: object | ((edge: Edge) => Promise<unknown>), ...before: Steps): Made {
  return async (edge) => {
    const claimId = await filed(edge, await completed(edge));
    for (const [name, giver, given_] of before) await tell(edge, claimId, name, giver, given_);
    return { token, path: { claimId }, body: typeof body === 'function' ? await (body as (edge: Edge) => Promise<unknown>)(edge) : body };
  };
}

const RESPOND = ['respond', PROVIDER, { position: 'CONTEST', text: 'It hung straight.' }] as const;
const INVESTIGATE = ['investigate', DECIDER] as const;
const DECIDE = ['decide', DECIDER, REFUND] as const;
const LARGE = ['decide', DECIDER, { ...REFUND, amount: { amountMinor: 12_000, currency: 'USD' } }] as const;
const ASK = ['request-documents', DECIDER, { kinds: ['PHOTO'], text: 'A photo, please.' }] as const;

const CLAIMS: Readonly<Record<string, Made>> = {
  claimRespond: ofClaim(PROVIDER, RESPOND[2]),
  claimInvestigate: ofClaim(SUPERVISOR, {}, RESPOND),
  claimRequestDocuments: ofClaim(SUPERVISOR, ASK[2], RESPOND, INVESTIGATE),
  claimSubmitDocuments: ofClaim(
    CUSTOMER,
    async (edge: Edge) => ({ documentIds: [await uploaded(edge, CUSTOMER)] }),
    RESPOND,
    INVESTIGATE,
    ASK,
  ),
  claimDecide: ofClaim(SUPERVISOR, REFUND, RESPOND, INVESTIGATE),
  claimConfirmDecision: ofClaim(SUPERVISOR, {}, RESPOND, INVESTIGATE, LARGE),
  claimAppeal: ofClaim(CUSTOMER, { reason: 'It is not enough.' }, RESPOND, INVESTIGATE, DECIDE),
  claimDecideAppeal: ofClaim(SUPERVISOR, REFUND, RESPOND, INVESTIGATE, DECIDE, ['appeal', CUSTOMER, { reason: 'It is not enough.' }]),
  claimSettle: ofClaim(CUSTOMER, { note: 'The money came.' }, RESPOND, INVESTIGATE, DECIDE),
  claimWithdraw: ofClaim(CUSTOMER, {}),
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const onOrder =
  (token: string, body?: unknown): Made =>
  async (edge) => ({ token, path: { orderId: await given(edge) }, ...(body === undefined ? {} : { body }) });

const POSTS: Readonly<Record<string, Made>> = {
  revokeClaimLinks: async (edge) => ({
    token: SUPERVISOR,
    path: { orderId: await completed(edge) },
    body: { reason: 'It went to another.' },
  }),
  restartOrderWorkflow: async (edge) => ({ token: SUPERVISOR, path: { orderId: await given(edge) }, body: {} }),
  restartClaimWorkflow: async (edge) => ({ token: SUPERVISOR, path: { claimId: await filed(edge, await completed(edge)) }, body: {} }),
  createOrder: async () => ({ token: SYSTEM, path: {}, body: newOrder() }),
  giveCommands: onOrder(PROVIDER, {
    commands: [{ command: 'assign-technicians', body: { technicianIds: ['tech-1'] } }, { command: 'arrive' }],
  }),
  quoteCancellation: onOrder(CUSTOMER, { reasonCode: 'CUSTOMER_REQUEST' }),
  fileClaim: async (edge) => ({ token: CUSTOMER, path: { orderId: await completed(edge) }, body: await newClaim(edge) }),
  sendMessage: onOrder(PROVIDER, { purpose: 'QUESTION', text: 'Is there a lift in the house?' }),
  checkMessage: onOrder(PROVIDER, { purpose: 'QUESTION', text: 'Is there a lift in the house?' }),
  putProvider: async () => ({ token: SYSTEM, path: { providerId: `prov-${randomUUID()}` }, body: REGISTERED }),
  announceDocument: async () => ({
    token: CUSTOMER,
    path: {},
    body: { kind: 'RECEIPT', contentType: 'application/pdf', contentLength: PDF.length, sha256: sha256(PDF) },
  }),
  uploadDocument: async (edge) => {
    const announced = { kind: 'RECEIPT', contentType: 'application/pdf', contentLength: PDF.length, sha256: sha256(PDF) };
    const { body } = await edge.post('/v1/documents', CUSTOMER, announced);
    return { token: CUSTOMER, path: { documentId: body['documentId'] }, bytes: PDF.toString('hex') };
  },
  importServiceJobs: async () => ({ token: SYSTEM, path: {}, body: { payload: fullJob({ serviceJobId: `JOB-${randomUUID()}` }) } }),
};

/** Whom a read is for, and what its path names: one of each kind that is there, read by everybody who may. */
async function reads(edge: Edge): Promise<Json> {
  const orderId = await completed(edge);
  const claimId = await filed(edge, orderId);
  const noted = await command(edge, await given(edge), 'add-job-note', PROVIDER, { text: 'All is fine.', topics: ['SAFETY'] });
  const policies = await edge.get('/v1/policies', SYSTEM);
  const [policy] = policies.body['items'] as readonly Json[];
  const documentId = await uploaded(edge, CUSTOMER, { orderId });
  const decision = noted.body['decision'] as Json;
  return {
    orderId,
    claimId,
    documentId,
    commandId: decision['id'],
    providerId: 'prov-1',
    policyId: policy?.['id'],
    version: policy?.['version'],
  };
}

/**
 * For each operation calls that are accepted, by its label (`POST /v1/orders`); `tokens` tells who reads.
 * @throws Error for an operation that nobody has thought of here
 */
export async function acceptedCalls(edge: Edge, copies: number, tokens: readonly string[]): Promise<ReadonlyMap<string, readonly Call[]>> {
  const known = await reads(edge);
  const made = new Map<string, readonly Call[]>();
  const failed: string[] = [];
  for (const { method, path, operationId } of ROUTES) {
    const label = `${method.toUpperCase()} ${path}`;
    if (method === 'get') {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const ids = Object.fromEntries(names.map((name) => [name, known[name]]));
      made.set(
        label,
        tokens.map((token) => ({ token, path: ids, again: true })),
      );
      continue;
    }
    try {
      const make = makerOf(path, operationId);
      const calls: Call[] = [];
      for (let copy = 0; copy < copies; copy += 1) calls.push(await make(edge));
      made.set(label, calls);
    } catch (error) {
      failed.push(`${label}: ${String(error)}`);
    }
  }
  if (failed.length > 0) throw new Error(failed.join('\n'));
  return made;
}

function makerOf(path: string, operationId: string): Made {
  const name = /^\/v1\/orders\/\{orderId\}\/commands\/([a-z-]+)$/.exec(path)?.[1];
  if (name !== undefined && name in COMMANDS) return ofCommand(name as keyof typeof COMMANDS);
  const make = CLAIMS[operationId] ?? POSTS[operationId];
  if (!make) throw new Error(`no accepted call of ${operationId} is known: add one`);
  return make;
}
