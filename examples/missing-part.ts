import { daysAhead, registerProvider, tvMount } from './orders.ts';
import type { Story } from './story.ts';

export const missingPart: Story = {
  title: 'A part is missing: rescheduled, then the provider cancels and a fee is decided',
  play: async ({ api, run }) => {
    const orderId = `demo-part-${run}`;
    const providerId = `demo-prov-${run}`;
    const system = api.as('dev-system:backend');
    const provider = api.as(`dev-provider:${providerId}`);
    const supervisor = api.as('dev-supervisor:lead-1');
    await registerProvider(system, providerId);
    await system.post('/v1/orders', { body: tvMount(orderId, providerId) });
    await provider.command(orderId, 'assign-technicians', { technicianIds: ['tech-1'] });
    await provider.command(orderId, 'arrive');
    await provider.command(orderId, 'record-inspection', {
      buyerPresent: true,
      minorPresent: false,
      manual: 'REVIEWED',
      items: [{ name: 'Wall bracket', condition: 'MISSING', note: 'Not in the box' }],
    });
    await provider.command(orderId, 'start-work'); // refused: the inspection failed
    await provider.command(orderId, 'reschedule', {
      startTime: daysAhead(7),
      durationInMinutes: 120,
      reasonCode: 'PARTS_MISSING',
      partsRepacked: true,
    });
    await api.as('dev-customer:cust-1').command(orderId, 'accept-reschedule');
    const reasonCode = 'PROVIDER_UNAVAILABLE';
    const order = { params: { path: { orderId } } };
    const { quoteId } = await provider.post('/v1/orders/{orderId}/cancellation-quotes', { ...order, body: { reasonCode } });
    await provider.command(orderId, 'cancel', { reasonCode, note: 'No crew that week', quoteId });
    const { items } = await supervisor.get('/v1/orders/{orderId}/fees', order);
    await supervisor.command(orderId, 'decide-fee', {
      feeId: items[0]?.feeId ?? '',
      decision: 'POST',
      reason: 'Cancelled by the provider two weeks after the first visit',
    });
    return orderId;
  },
};
