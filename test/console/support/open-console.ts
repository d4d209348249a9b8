import type { AppDeps } from '../../../api/deps.ts';
import type { ReceivedMail } from '../../../channels/development-mailbox.ts';
import { mountConsole } from '../../../console/console.ts';
import { type Edge, openEdge } from '../../api/support/edge.ts';
import { register } from '../../api/support/orders.ts';

const MAIL: ReceivedMail = {
  id: 'm000001',
  messageId: '<one@holdfast.example>',
  from: 'orders@holdfast.example',
  to: ['relay@marketplace.example'],
  subject: 'Hello <b>you</b>',
  text: 'A text with <script>alert(1)</script>.',
  receivedAt: 1_800_000_000_000,
};

const asItIs = (deps: AppDeps): AppDeps => deps;

/** The console as it is served, with a provider in the register and one mail in the mailbox. */
export async function openConsole(change: (deps: AppDeps) => AppDeps = asItIs): Promise<Edge> {
  const mailbox = { list: () => [MAIL], get: (id: string) => (id === MAIL.id ? MAIL : null) };
  const edge = await openEdge((given) => {
    const deps = change(given);
    return { ...deps, mountConsole: (app, gate) => mountConsole(app, deps, { gate, mailbox, temporalUi: null }) };
  });
  // Registered by a development token, which another composition may not take.
  if (change === asItIs) await register(edge);
  return edge;
}
