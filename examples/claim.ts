import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from './caller.ts';
import type { ClaimCommandBody, ClaimCommandName, Given } from './client.ts';
import { INSPECTED, NOTE, registerProvider, SCOPE_DONE, tvMount } from './orders.ts';
import type { Story } from './story.ts';

/** The smallest file that is a PDF. */
const RECEIPT = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n', 'latin1');

export const claim: Story = {
  title: 'A claim under the guarantee: filed, answered, decided, refunded between the parties',
  play: async ({ api, say, run }) => {
    const orderId = `demo-claim-${run}`;
    const providerId = `demo-prov-${run}`;
    const system = api.as('dev-system:backend');
    const provider = api.as(`dev-provider:${providerId}`);
    const customer = api.as('dev-customer:cust-1');
    const agent = api.as('dev-support:claims-1');
    await registerProvider(system, providerId);
    await system.post('/v1/orders', { body: tvMount(orderId, providerId) });
    await provider.command(orderId, 'assign-technicians', { technicianIds: ['tech-1'] });
    await provider.command(orderId, 'arrive');
    await provider.command(orderId, 'record-inspection', INSPECTED);
    await provider.command(orderId, 'start-work');
    await provider.command(orderId, 'finish-work');
    await provider.command(orderId, 'confirm-scope', SCOPE_DONE);
    await provider.command(orderId, 'add-job-note', NOTE);
    await provider.command(orderId, 'sign-off', { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE', complete: true });
    await customer.command(orderId, 'raise-issue', { description: 'It hangs at an angle.' });
    const order = { params: { path: { orderId } } };
    const { eligible, closesAt } = await customer.get('/v1/orders/{orderId}/claim-eligibility', order);
    say(`  may be claimed: ${eligible}, before ${String(closesAt)}`);
    const { claimId } = await customer.post('/v1/orders/{orderId}/claims', {
      ...order,
      body: {
        claimant: { role: 'CUSTOMER', id: 'cust-1' },
        partnerName: 'Example Home Services',
        agreedScope: 'The TV hangs level.',
        description: 'It hangs at an angle.',
        receiptDocumentId: await uploaded(customer),
        desiredRemedy: 'REFUND',
      },
    });
    const tell = async <C extends ClaimCommandName>(by: Caller, command: C, ...given: Given<ClaimCommandBody<C>>): Promise<void> => {
      const { claim: now } = await by.claimCommand(claimId, command, ...given);
      say(`  ${command.padEnd(20)} accepted → ${now.state}`);
    };
    await tell(provider, 'respond', { position: 'ACCEPT', text: 'The bracket had slipped.' });
    await tell(agent, 'investigate');
    const amount = { amountMinor: 5_000, currency: 'USD' };
    await tell(agent, 'decide', { outcome: 'APPROVED', remedy: 'REFUND', amount, reason: 'The provider agrees that the bracket slipped.' });
    await tell(customer, 'settle', { note: 'Paid by card.' });
    await toldOfItsEnd(agent, orderId);
    await system.command(orderId, 'advance-clock', { by: 'P40D' });
    say(`  the record, to be checked with npm run verify-pack: /v1/orders/${orderId}/evidence-pack`);
    return orderId;
  },
};

const TOLD_MS_MAX = 10_000;

/** The claim tells its order by itself, a moment later: until then the order waits for it, whatever its clock says. */
async function toldOfItsEnd(by: Caller, orderId: string): Promise<void> {
  for (const until = Date.now() + TOLD_MS_MAX; Date.now() < until; await delay(100)) {
    const { items } = await by.get('/v1/orders/{orderId}/timeline', { params: { path: { orderId }, query: { limit: '100' } } });
    if (items.some(({ type }) => type === 'CLAIM_ENDED')) return;
  }
  throw new Error('the order was not told that its claim has ended');
}

async function uploaded(by: Caller): Promise<string> {
  const sha256 = createHash('sha256').update(RECEIPT).digest('hex');
  const { documentId } = await by.post('/v1/documents', {
    body: { kind: 'RECEIPT', contentType: 'application/pdf', contentLength: RECEIPT.length, sha256 },
  });
  await by.upload(documentId, new Blob([RECEIPT]));
  return documentId;
}
