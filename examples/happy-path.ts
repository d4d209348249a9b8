import { INSPECTED, NOTE, registerProvider, SCOPE_DONE, tvMount } from './orders.ts';
import type { Story } from './story.ts';

export const happyPath: Story = {
  title: 'Everything goes well: mounted, signed, completed, closed by its own timer',
  play: async ({ api, run }) => {
    const orderId = `demo-happy-${run}`;
    const providerId = `demo-prov-${run}`;
    const system = api.as('dev-system:backend');
    const provider = api.as(`dev-provider:${providerId}`);
    await registerProvider(system, providerId);
    await system.post('/v1/orders', { body: tvMount(orderId, providerId) });
    await provider.command(orderId, 'assign-technicians', { technicianIds: ['tech-1'] });
    await system.command(orderId, 'advance-clock', { by: 'P2D' });
    await provider.command(orderId, 'arrive');
    await provider.command(orderId, 'start-work'); // refused: nothing is inspected yet
    await provider.command(orderId, 'record-inspection', INSPECTED);
    await provider.command(orderId, 'start-work');
    await provider.command(orderId, 'finish-work');
    await provider.command(orderId, 'confirm-scope', SCOPE_DONE);
    await provider.command(orderId, 'add-job-note', NOTE);
    await provider.command(orderId, 'sign-off', { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE', complete: true });
    await api.as('dev-customer:cust-1').command(orderId, 'rate', { stars: 5, review: 'Straight and tidy.' });
    await system.command(orderId, 'advance-clock', { by: 'P32D' });
    return orderId;
  },
};
