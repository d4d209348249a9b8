import type { HoldfastClient } from '../../../examples/client.ts';

/** Compiled, never run: `npm run typecheck` fails where one of these would be accepted. */
export async function refusedByTheTypes(client: HoldfastClient): Promise<void> {
  // @ts-expect-error no such command
  await client.command('so-1', 'fly');
  // @ts-expect-error a body that must be given
  await client.command('so-1', 'assign-technicians');
  // @ts-expect-error a field that does not exist
  await client.command('so-1', 'resume-work', { reason: 'Again.', colour: 'red' });
  // @ts-expect-error a path without its id
  await client.get('/v1/orders/{orderId}', {});
  // @ts-expect-error no such path
  await client.get('/v1/nothing');
  const { order } = await client.command('so-1', 'arrive');
  // @ts-expect-error no such state
  if (order.state === 'FLYING') return;
  await client.claimCommand('claim-1', 'respond', { position: 'ACCEPT', text: 'Yes.' });
}
