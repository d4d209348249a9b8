import { iso } from '../domain/shared/time.ts';
import type { MessageRow } from '../store/store.ts';
import type { Caller } from './auth.ts';

/** Customers and providers see what was said between the parties and to themselves; what was blocked, and the desk's own mail, only the desk. */
export function isShownTo({ role }: Pick<Caller, 'role'>, { status, direction, to }: MessageRow): boolean {
  if (role === 'system') return status !== 'BLOCKED';
  if (role !== 'customer' && role !== 'provider') return true;
  if (status === 'BLOCKED') return false;
  if (direction === 'INBOUND' || to === 'CUSTOMER') return true;
  return role === 'provider' && to === 'PROVIDER';
}

export function conversationView({ createdAt, sentAt, ...message }: MessageRow) {
  return { ...message, createdAt: iso(createdAt), sentAt: sentAt === null ? null : iso(sentAt) };
}
