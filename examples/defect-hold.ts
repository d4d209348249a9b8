import { Client, Connection } from '@temporalio/client';
import { INSPECTED, NOTE, registerProvider, SCOPE_DONE, tvMount } from './orders.ts';
import type { Story, StoryContext } from './story.ts';

export const defectHold: Story = {
  title: 'A defect holds the order until support decides by signal; then it completes and its claim window closes',
  play: async (context) => {
    const { api, run } = context;
    const orderId = `demo-defect-${run}`;
    const providerId = `demo-prov-${run}`;
    const system = api.as('dev-system:backend');
    const provider = api.as(`dev-provider:${providerId}`);
    await registerProvider(system, providerId);
    await system.post('/v1/orders', { body: tvMount(orderId, providerId) });
    await provider.command(orderId, 'assign-technicians', { technicianIds: ['tech-1'] });
    await provider.command(orderId, 'arrive');
    await provider.command(orderId, 'record-inspection', INSPECTED);
    await provider.command(orderId, 'start-work');
    await provider.command(orderId, 'report-defect', {
      description: 'A stripe of dead pixels on the left',
      cause: 'Panel fault, not from mounting',
      needed: 'Decision whether to mount it all the same',
      customerNotified: { at: new Date(Date.now() - 60_000).toISOString(), summary: 'Shown on site' },
      mediaAuthorised: true,
    });
    await provider.command(orderId, 'complete'); // refused: the hold, and what is not done yet
    await provider.command(orderId, 'contact-support', { holdId: 'hold-1', summary: 'Customer wants it mounted for now' });
    await provider.post('/v1/orders/{orderId}/messages', {
      params: { path: { orderId } },
      body: {
        purpose: 'DEFECT_CONFIRMATION',
        text: 'The TV has a stripe of dead pixels. We asked support whether to go on with the mounting today.',
      },
    });
    await decideBySignal(context, orderId);
    await provider.command(orderId, 'finish-work');
    await provider.command(orderId, 'confirm-scope', SCOPE_DONE);
    await provider.command(orderId, 'add-job-note', NOTE);
    await provider.command(orderId, 'sign-off', { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE', complete: true });
    await system.command(orderId, 'advance-clock', { by: 'P32D' });
    return orderId;
  },
};

/** As a support tool would: the signal is durable even while no worker runs. */
async function decideBySignal({ temporal, api, say }: StoryContext, orderId: string): Promise<void> {
  const connection = await Connection.connect({ address: temporal.address });
  try {
    await new Client({ connection, namespace: temporal.namespace }).workflow.getHandle(`order/${orderId}`).signal('supportDecision', {
      decisionId: `decision-${orderId}`,
      actor: { role: 'support', id: 'agent-7' },
      command: 'decide-hold',
      body: { holdId: 'hold-1', decision: 'RESUME', guidance: 'Mount it; the customer exchanges the panel with the maker.' },
    });
  } finally {
    await connection.close();
  }
  say(`  ${'signal supportDecision'.padEnd(24)} ${'decide-hold'.padEnd(20)} sent`);
  const released = async (): Promise<boolean> => {
    const order = await api.as('dev-support:agent-7').get('/v1/orders/{orderId}', { params: { path: { orderId } } });
    return order.holds.length === 0;
  };
  for (let tries = 0; tries < 100 && !(await released()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
}
