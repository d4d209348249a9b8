import type { OutgoingMessage } from '../channels/channel.ts';
import { PermanentRefusal } from '../channels/channel.ts';
import { claimVariables } from '../channels/templates/claim-variables.ts';
import { withLink } from '../channels/templates/link-place.ts';
import { templateVariables } from '../channels/templates/order-variables.ts';
import { mayCarryLink, renderTemplate } from '../channels/templates/render.ts';
import type { Variables } from '../channels/templates/template.ts';
import { writtenSubject } from '../channels/templates/words.ts';
import { DAY_MS } from '../domain/shared/time.ts';
import type { MessageRow, MessageStatus, OrderRecord } from '../store/contract/store.ts';
import { codeOf, nameOf, permanent, retryable } from './failures.ts';
import type { ActivityPorts, ClaimEffectInput, EffectInput } from './ports.ts';
import { recordClaimEvents, recordEvents } from './record.ts';

export interface SendMessageInput extends EffectInput {
  readonly messageId: string;
}

export interface SendClaimMessageInput extends ClaimEffectInput {
  readonly messageId: string;
}

export interface SendMessageResult {
  readonly status: MessageStatus;
}

interface Failed {
  readonly failed: { readonly code: string; readonly excerpt: string };
}

const RETRY_FOR_MS = 3 * DAY_MS;
/** A minute and a half of back-off: a letter may be old before it is tried at all, by a moved test clock or a long outage. */
const ATTEMPTS_MIN = 5;
const LEASE_MS = 60_000;

/**
 * Delivers one message, at least once, always under its one id. It never stops the order: what cannot be delivered becomes
 * FAILED, visible, for a person to send again.
 *
 * 1. The events are recorded first: they made the message's row.
 * 2. One attempt at a time holds it (lease); a message that is over is left alone.
 * 3. Its text is pinned before the first attempt: a later one says the same, whatever the order has become. A claim link is pinned
 *    by its number and its place, and put in at each attempt: it stands in no row.
 * 4. Sent, then marked as sent: a crash in between sends it again under the same id.
 * 5. It is given up only after an attempt, so that one that a person queued again, days later, is tried at least once; and not
 *    before it was tried several times in all, whatever its age.
 *
 * @throws ApplicationFailure `DELIVERY`, `LEASED` (try again), `UNKNOWN_MESSAGE` (for good)
 */
export async function sendMessage(ports: ActivityPorts, input: SendMessageInput): Promise<SendMessageResult> {
  return deliver(ports, await recordEvents(ports, input), input.messageId);
}

/** The same for a claim's letters: they belong to the conversation of its order. */
export async function sendClaimMessage(ports: ActivityPorts, input: SendClaimMessageInput): Promise<SendMessageResult> {
  await recordClaimEvents(ports, input);
  const order = await ports.store.orders.get(input.orderId);
  if (!order) throw permanent('UNKNOWN_ORDER', 'the order of the claim is not in the store');
  return deliver(ports, order, input.messageId);
}

async function deliver(ports: ActivityPorts, order: OrderRecord, messageId: string): Promise<SendMessageResult> {
  const { store } = ports;
  const leased = await store.messages.lease(messageId, ports.leaseMs ?? LEASE_MS);
  if (!leased) return notLeased(ports, messageId);
  try {
    const message = await prepare(ports, order, leased);
    if ('failed' in message) return await fail(ports, order, leased, message.failed);
    await ports.channel.send(message);
    await store.messages.settle(messageId, { status: 'SENT' });
    return { status: 'SENT' };
  } catch (error) {
    if (error instanceof PermanentRefusal) return fail(ports, order, leased, { code: error.code, excerpt: error.excerpt });
    return triedInVain(ports, order, leased, error);
  }
}

async function notLeased({ store }: ActivityPorts, messageId: string): Promise<SendMessageResult> {
  const row = await store.messages.get(messageId);
  if (!row) throw permanent('UNKNOWN_MESSAGE', 'the events given made no such message');
  if (row.status === 'QUEUED') throw retryable('LEASED', 'another attempt has the message');
  return { status: row.status };
}

async function prepare(ports: ActivityPorts, order: OrderRecord, row: MessageRow): Promise<OutgoingMessage | Failed> {
  const to = await addressOf(ports, order, row);
  if (!to) return { failed: { code: 'MISSING_ADDRESS', excerpt: row.to } };
  const { messageId, locale } = row;
  const letter = (await linkedLetter(ports, order, row)) ?? (await plainLetter(ports, order, row));
  return 'failed' in letter ? letter : { messageId, to, locale, ...letter };
}

type Letter = { readonly subject: string; readonly text: string };

/** A letter without a link: as it was pinned, else as it is written now. */
async function plainLetter(ports: ActivityPorts, order: OrderRecord, row: MessageRow): Promise<Letter | Failed> {
  if (row.subject !== null && row.text !== null) return { subject: row.subject, text: row.text };
  const written = await write(ports, order, row, false);
  if ('failed' in written) return written;
  const { subject, text } = written;
  await ports.store.messages.pinText(row.messageId, subject, text);
  return { subject, text };
}

/**
 * A letter with its link; null where it has none. One that an older program pinned without saying where the link belongs is
 * written anew, under its id: its text is never searched for the place.
 */
async function linkedLetter(ports: ActivityPorts, order: OrderRecord, row: MessageRow): Promise<Letter | Failed | null> {
  const link = row.to === 'CUSTOMER' && row.templateId !== null && mayCarryLink(row.templateId) ? ports.claimLinkOf?.(order) : null;
  if (!link) return null;
  const { claimLinks } = ports.store;
  let pinned = await claimLinks.pinned(row.messageId);
  if (!pinned) {
    const written = await write(ports, order, row, true);
    if ('failed' in written) return written;
    const { subject, text, linkAt } = written;
    if (linkAt === null) return null;
    const { messageId, createdAt: letterAt } = row;
    pinned = await claimLinks.pin({ messageId, orderId: order.orderId, letterAt, subject, text, linkAt });
  }
  return { subject: pinned.subject, text: withLink(pinned.text, pinned.linkAt, link(pinned.number)) };
}

async function addressOf({ store, desk }: ActivityPorts, { details }: OrderRecord, { to }: MessageRow): Promise<string | undefined> {
  switch (to) {
    case 'CUSTOMER':
      return details.given.customer.contact?.address;
    case 'PROVIDER':
      return (await store.providers.get(details.given.providerId))?.contact?.address;
    case 'SUPERVISOR':
      return desk.supervisorAddress;
    case 'SUPPORT':
      return desk.supportAddress;
  }
}

type Written = (Letter & { readonly linkAt: number | null }) | Failed;

/** @param hasLink with a place for a link, which a person's own text never has */
async function write(ports: ActivityPorts, order: OrderRecord, row: MessageRow, hasLink: boolean): Promise<Written> {
  const { templateId, text, locale } = row;
  if (text !== null && !hasLink) return { subject: row.subject ?? writtenSubject(locale, order.orderId), text, linkAt: null };
  if (templateId === null) return { failed: { code: 'NO_TEXT', excerpt: 'neither text nor template' } };
  const variables = await variablesOf(ports, order, row);
  const rendered = renderTemplate(templateId, locale, variables, { timeZone: order.state.timeZone, hasLink });
  if (rendered.ok) return rendered;
  const [first] = rendered.reasons;
  return {
    failed: {
      code: first?.code ?? 'UNRESOLVED_VARIABLE',
      excerpt: rendered.reasons
        .map(({ excerpt }) => excerpt)
        .join(', ')
        .slice(0, 80),
    },
  };
}

/** A letter of a claim names it; all others are written from the order alone. */
async function variablesOf({ store }: ActivityPorts, order: OrderRecord, row: MessageRow): Promise<Variables> {
  const { claimId } = row.variables;
  const claim = typeof claimId === 'string' ? await store.claims.get(claimId) : null;
  return claim ? claimVariables(claim, order.details, row) : templateVariables(order, row);
}

async function fail(ports: ActivityPorts, order: OrderRecord, row: MessageRow, failed: Failed['failed']): Promise<SendMessageResult> {
  const { store, logger } = ports;
  if (row.templateId === 'feedback') await tellOrRelease(ports, order, row, failed.code);
  await store.messages.settle(row.messageId, { status: 'FAILED', ...failed });
  logger.warn({ orderId: row.orderId, messageId: row.messageId, code: failed.code, attempts: row.attempts }, 'message failed');
  return { status: 'FAILED' };
}

/** The next attempt is to find the lost one free: its lease is longer than the first pauses between two attempts. */
async function tellOrRelease(ports: ActivityPorts, order: OrderRecord, lost: MessageRow, code: string): Promise<void> {
  try {
    await tellSupport(ports, order, lost, code);
  } catch (error) {
    await ports.store.messages.release(lost.messageId).catch(() => undefined);
    throw error;
  }
}

/** With the feedback mail the claimant lost its link: support sends it again or files for the claimant. Told once, by its id. */
async function tellSupport(ports: ActivityPorts, order: OrderRecord, lost: MessageRow, code: string): Promise<void> {
  const messageId = `${lost.messageId}-told`;
  const text = `The feedback mail of order ${order.orderId} could not be delivered (${code}), and with it the claim link. Please send it again (resend-claim-link) or file for the claimant.`;
  const told = { ...lost, messageId, purpose: 'ESCALATION', to: 'SUPPORT', templateId: null, variables: {}, locale: 'en' } as const;
  await ports.store.messages.add({ ...told, subject: null, text, status: 'QUEUED', attempts: 0, reasons: [], sentAt: null });
  // Where this mail does not get through yet, the lost one is not over either: both are tried again, until both are given up.
  await deliver(ports, order, messageId);
}

async function triedInVain(ports: ActivityPorts, order: OrderRecord, row: MessageRow, error: unknown): Promise<SendMessageResult> {
  const { state } = order;
  const { store, now = () => store.now(), retryForMs = RETRY_FOR_MS } = ports;
  const code = whatHappened(error);
  // A message is queued at its event's time, which is the order's own (test clock included).
  const ageMs = (await now(row.orderId)) + state.clockOffsetMs - row.createdAt;
  if (ageMs > retryForMs && row.attempts >= ATTEMPTS_MIN) return fail(ports, order, row, { code: 'GAVE_UP', excerpt: code });
  // Where the store is away as well, the lease ends by itself.
  await store.messages.release(row.messageId).catch(() => undefined);
  throw retryable('DELIVERY', `message not delivered: ${code}`);
}

/** Codes only, such as `EMESSAGE 451`: never the error's own words. */
function whatHappened(error: unknown): string {
  const answer: unknown = typeof error === 'object' && error !== null && 'responseCode' in error ? error.responseCode : undefined;
  return [codeOf(error) || nameOf(error), typeof answer === 'number' ? answer : ''].join(' ').trim();
}
