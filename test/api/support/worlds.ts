import { keyAuthenticator } from '../../../api/auth/key-authenticator.ts';
import { signClaimLink } from '../../../channels/claim-link.ts';
import { mountConsole } from '../../../console/console.ts';
import { loadPolicies } from '../../../policies/registry.ts';
import { fullJob } from '../../service-job/model.ts';
import { newClaim, uploaded } from './claims.ts';
import { type Edge, type Json, LINK_KEY, openEdge } from './edge.ts';
import { AUDITOR, CUSTOMER, INSPECTED, newOrder, PROVIDER, REGISTERED, SUPERVISOR, SUPPORT, SYSTEM, TO_COMPLETED } from './orders.ts';

const NEW_PROVIDER = 'dev-provider:prov-2';

/** Whatever somebody may not know in these worlds, by name; each world has its own words for them. */
export type Secrets = Readonly<Record<string, string>>;

/** The orders: reassigned and under way; cancelled; completed with a proposal; closed with a claim let in late; imported. */
export const ORDERS = { open: 'so-open', cancelled: 'so-cancelled', proposed: 'so-proposed', late: 'so-late' } as const;

export interface World {
  readonly edge: Edge;
  readonly callers: Readonly<Record<string, string>>;
  /** Requests that were answered, to be repeated by whom they came from. */
  readonly given: readonly { readonly path: string; readonly token: string; readonly body: unknown; readonly key: string }[];
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly link: string;
}

/** One world, played with these secrets; everything else in it is the same each time. */
export async function openWorld(secrets: Secrets): Promise<World> {
  const edge = await openEdge((deps) => ({
    ...deps,
    authenticators: [keyAuthenticator({ ...deps, policies: loadPolicies() })],
    mountConsole: (app, gate) => mountConsole(app, deps, { gate, mailbox: null, temporalUi: null }),
  }));
  const script = new Script(edge, secrets);
  const ids = await script.play();
  const key = await edge.store.keys.create({
    name: 'seller',
    subject: 'seller',
    role: 'system',
    scope: { sellerIds: ['seller-1'], marketplaceIds: [] },
    expiresAt: null,
  });
  if (!key.ok) throw new Error(key.why);
  const until = Date.parse('2099-01-01T00:00:00Z');
  const link = signClaimLink(LINK_KEY, { orderId: ORDERS.proposed, claimant: { role: 'CUSTOMER', id: 'cust-1' }, until, number: 0 });
  const callers = {
    customer: CUSTOMER,
    'a provider of before': PROVIDER,
    provider: NEW_PROVIDER,
    system: SYSTEM,
    "a seller's system": key.key,
    support: SUPPORT,
    supervisor: SUPERVISOR,
    auditor: AUDITOR,
  };
  return { edge, callers, given: script.given, ids, link };
}

class Script {
  readonly given: World['given'][number][] = [];
  readonly #edge: Edge;
  readonly #secrets: Secrets;

  constructor(edge: Edge, secrets: Secrets) {
    this.#edge = edge;
    this.#secrets = secrets;
  }

  async play(): Promise<World['ids']> {
    for (const id of ['prov-1', 'prov-2']) await this.#edge.put(`/v1/providers/${id}`, SYSTEM, REGISTERED);
    await this.#open();
    await this.#cancelled();
    const documents = [await this.#completed(ORDERS.proposed)];
    await this.#proposal();
    documents.push(await this.#completed(ORDERS.late));
    await this.#lateClaim();
    const imported = await this.#imported();
    return {
      orderId: [...Object.values(ORDERS), imported],
      claimId: ['cl-proposed', 'cl-late'],
      providerId: ['prov-1', 'prov-2'],
      documentId: documents,
    };
  }

  #secret(name: string): string {
    const word = this.#secrets[name];
    if (word === undefined) throw new Error(`no secret ${name}`);
    return word;
  }

  async #post(path: string, token: string, body: unknown, wanted = [200, 201]): Promise<Json> {
    const key = `k${this.given.length}`;
    const answer = await this.#edge.post(path, token, body, { 'idempotency-key': key });
    if (!wanted.includes(answer.status)) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.given.push({ path, token, body, key });
    return answer.body;
  }

  #command(orderId: string, name: string, token: string, body: unknown = {}): Promise<Json> {
    return this.#post(`/v1/orders/${orderId}/commands/${name}`, token, body);
  }

  async #create(orderId: string, more: Json = {}): Promise<void> {
    const body = newOrder({
      orderId,
      sandbox: true,
      sellerId: 'seller-1',
      providerId: 'prov-2',
      price: { amountMinor: 15_000, currency: 'USD' },
      appointment: { startTime: `${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 11)}18:00:00Z`, durationInMinutes: 120 },
      customer: {
        customerId: 'cust-1',
        name: this.#secret(`${orderId} name`),
        locale: 'en-US',
        contact: { channel: 'EMAIL', address: `${this.#secret(`${orderId} contact`)}@marketplace.example` },
      },
      serviceLocation: {
        type: 'IN_HOME',
        timeZone: 'America/Los_Angeles',
        address: { addressLine1: this.#secret(`${orderId} street`), city: 'Los Angeles', phone: this.#secret(`${orderId} phone`) },
      },
      ...more,
    });
    await this.#post('/v1/orders', SYSTEM, body);
  }

  /** Taken from one provider and given to another, who has found a defect. */
  async #open(): Promise<void> {
    const id = ORDERS.open;
    await this.#create(id, { providerId: 'prov-1' });
    await this.#command(id, 'add-job-note', PROVIDER, { text: 'I shall bring a ladder.' });
    await this.#post(`/v1/orders/${id}/messages`, PROVIDER, { purpose: 'QUESTION', text: 'Is there a lift?' });
    await this.#command(id, 'reassign-provider', SUPPORT, { providerId: 'prov-2', reason: this.#secret('reassign reason') });
    await this.#post(`/v1/orders/${id}/messages`, NEW_PROVIDER, { purpose: 'QUESTION', text: `<b>${this.#secret('blocked')}</b>` }, [422]);
    await this.#command(id, 'amend', CUSTOMER, {
      address: { addressLine1: this.#secret('amended street'), phone: this.#secret('amended phone') },
    });
    await this.#command(id, 'assign-technicians', NEW_PROVIDER, { technicianIds: ['tech-1'] });
    await this.#command(id, 'arrive', NEW_PROVIDER);
    await this.#command(id, 'record-inspection', NEW_PROVIDER, INSPECTED);
    await this.#command(id, 'start-work', NEW_PROVIDER);
    await this.#command(id, 'report-defect', NEW_PROVIDER, {
      description: 'The wall is hollow.',
      cause: 'Plasterboard.',
      needed: 'Other plugs.',
      customerNotified: { at: new Date().toISOString(), summary: 'Told at the door.' },
      mediaAuthorised: false,
    });
    await this.#command(id, 'contact-support', NEW_PROVIDER, { holdId: 'hold-1', summary: this.#secret('contact summary') });
    await this.#command(id, 'waive', SUPERVISOR, { requirementId: 'notes.recorded', reason: this.#secret('waive reason') });
    await this.#edge.store.messages.add({
      ...{ messageId: 'msg-desk', orderId: id, direction: 'OUTBOUND', purpose: 'ESCALATION', to: 'SUPERVISOR' },
      ...{ from: { role: 'system', id: 'holdfast' }, templateId: 'ladder-escalation', variables: {}, locale: 'en' },
      ...{ subject: 'Look', text: this.#secret('escalation'), status: 'SENT', attempts: 1, reasons: [], holdId: null },
      ...{ createdAt: Date.now(), sentAt: Date.now() },
    });
  }

  /** Cancelled by its provider; the fee was decided, the fault corrected. */
  async #cancelled(): Promise<void> {
    const id = ORDERS.cancelled;
    await this.#create(id);
    await this.#edge.store.messages.add({
      ...{ messageId: `msg-${id}-1`, orderId: id, direction: 'OUTBOUND', purpose: 'NOTICE', to: 'CUSTOMER' },
      ...{ from: { role: 'system', id: 'holdfast' }, templateId: 'no-show-choice', variables: {}, locale: 'en' },
      ...{ subject: 'Your visit', text: `Dear ${this.#secret('letter name')}`, status: 'SENT', attempts: 1, reasons: [], holdId: null },
      ...{ createdAt: Date.now(), sentAt: Date.now() },
    });
    await this.#command(id, 'cancel', NEW_PROVIDER, { reasonCode: 'PROVIDER_UNAVAILABLE' });
    const { body } = await this.#edge.get(`/v1/orders/${id}/fees`, SUPERVISOR);
    const [fee] = body['items'] as readonly Json[];
    const feeId = String(fee?.['feeId']);
    await this.#command(id, 'decide-fee', SUPERVISOR, { feeId, decision: 'POST', reason: this.#secret('fee reason') });
    const amount = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
    const share = 1_000 + Array.from(this.#secret('income share')).reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
    await this.#edge.store.ledger.post({
      key: `order:${id}:${feeId}`,
      orderId: id,
      feeId,
      memo: 'Fee',
      entries: [
        { account: 'provider:prov-2:receivable', amount: amount(5_000) },
        { account: 'marketplace:fee-income', amount: amount(share - 5_000) },
        { account: 'marketplace:tax', amount: amount(-share) },
      ],
    });
    await this.#command(id, 'attribute', SUPPORT, { attributedTo: 'MARKETPLACE', reason: this.#secret('attribute reason') });
  }

  async #completed(orderId: string): Promise<string> {
    await this.#create(orderId);
    for (const [name, , body] of TO_COMPLETED) await this.#command(orderId, name, NEW_PROVIDER, body);
    return uploaded(this.#edge, CUSTOMER, { kind: 'OTHER', orderId });
  }

  async #file(orderId: string, token: string, more: Json): Promise<void> {
    await this.#post(`/v1/orders/${orderId}/claims`, token, await newClaim(this.#edge, more));
  }

  /** A refund above the limit: it waits for a second person. */
  async #proposal(): Promise<void> {
    await this.#file(ORDERS.proposed, CUSTOMER, { claimId: 'cl-proposed' });
    const give = (name: string, token: string, body: unknown = {}) => this.#post(`/v1/claims/cl-proposed/commands/${name}`, token, body);
    await give('respond', NEW_PROVIDER, { position: 'CONTEST', text: 'It hangs level.' });
    await give('investigate', SUPPORT);
    const amountMinor = 12_000 + Array.from(this.#secret('proposed amount')).reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
    await give('decide', SUPPORT, {
      outcome: 'PARTIAL',
      remedy: 'REFUND',
      amount: { amountMinor, currency: 'USD' },
      reason: this.#secret('proposal reason'),
    });
  }

  async #lateClaim(): Promise<void> {
    await this.#command(ORDERS.late, 'advance-clock', SYSTEM, { by: 'P40D' });
    // Not the supervisor's own: it is on the order.
    const receiptDocumentId = await uploaded(this.#edge, CUSTOMER, { orderId: ORDERS.late });
    await this.#file(ORDERS.late, SUPERVISOR, {
      claimId: 'cl-late',
      receiptDocumentId,
      exception: { reason: this.#secret('exception reason') },
    });
  }

  async #imported(): Promise<string> {
    const job = fullJob({ serviceJobId: 'JOB-1', buyer: { buyerId: 'CUST1', name: this.#secret('buyer name') } });
    const body = await this.#post('/v1/imports/service-jobs', SYSTEM, { payload: job });
    const [made] = body['imported'] as readonly Json[];
    if (!made) throw new Error(JSON.stringify(body));
    return String(made['orderId']);
  }
}
