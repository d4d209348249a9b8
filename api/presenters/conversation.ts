import {
  DESK,
  EVERYONE,
  mayRead,
  PERSONAL,
  type Reader,
  readable,
  STAFF,
  type Table,
  type Who,
} from '../../domain/shared/reading/readers.ts';
import { iso } from '../../domain/shared/time.ts';
import type { MessageRow } from '../../store/contract/store.ts';

/**
 * Whose a message is: what was said between the parties is both theirs, what is written to a provider is the customer's not; what was
 * blocked, and the desk's own mail (which speaks of what is not decided yet), only the desk's.
 */
export function messageSeenBy({ status, direction, to }: Pick<MessageRow, 'status' | 'direction' | 'to'>): Who {
  if (status === 'BLOCKED') return DESK;
  if (direction === 'INBOUND' || to === 'CUSTOMER') return EVERYONE;
  return to === 'PROVIDER' ? ['PROVIDER', ...STAFF] : DESK;
}

export function isShownTo(reader: Pick<Reader, 'relations'>, row: MessageRow): boolean {
  return mayRead(reader, messageSeenBy(row));
}

export type MessageView = ReturnType<typeof wholeMessage>;

const MESSAGE: Table<MessageView> = {
  messageId: EVERYONE,
  orderId: EVERYONE,
  direction: EVERYONE,
  purpose: EVERYONE,
  to: EVERYONE,
  from: EVERYONE,
  templateId: EVERYONE,
  variables: EVERYONE,
  locale: EVERYONE,
  subject: EVERYONE,
  text: EVERYONE,
  status: EVERYONE,
  attempts: EVERYONE,
  reasons: EVERYONE,
  holdId: EVERYONE,
  createdAt: EVERYONE,
  sentAt: EVERYONE,
};

/** What a template wrote to a customer greets it by its name. */
const GREETING: Table<MessageView> = { ...MESSAGE, subject: { orNull: PERSONAL }, text: { orNull: PERSONAL } };

/** The rows of each kind of message, for the page on access. */
export const MESSAGE_READERS = { written: MESSAGE, greeting: GREETING } as const;

/** The messages that this reader may read, as it may read them. */
export function conversationOf(reader: Reader, rows: readonly MessageRow[]): readonly MessageView[] {
  return rows.filter((row) => isShownTo(reader, row)).map((row) => readable(wholeMessage(row), tableOf(row), reader));
}

function tableOf({ templateId, to }: MessageRow): Table<MessageView> {
  return templateId !== null && to === 'CUSTOMER' ? GREETING : MESSAGE;
}

function wholeMessage({ createdAt, sentAt, ...message }: MessageRow) {
  return { ...message, createdAt: iso(createdAt), sentAt: sentAt === null ? null : iso(sentAt) };
}
