import type { OrderStateName } from '../domain/order/state.ts';
import type { Requirement } from '../domain/order/visit/completion.ts';
import type { MessageStatus } from '../store/contract/store.ts';
import { type Html, html } from './html.ts';
import { LANGUAGE } from './time.ts';

// The console's words. Nothing is said by colour alone: every pill has an icon and a word.

interface Look {
  readonly icon: string;
  readonly word: string;
  readonly tone: 'idle' | 'busy' | 'good' | 'warn' | 'bad';
}

const STATES: Readonly<Record<OrderStateName, Look>> = {
  REQUESTED: { icon: '○', word: 'Requested', tone: 'idle' },
  SCHEDULED: { icon: '◷', word: 'Scheduled', tone: 'idle' },
  ON_SITE: { icon: '⌂', word: 'On site', tone: 'busy' },
  IN_PROGRESS: { icon: '▶', word: 'In progress', tone: 'busy' },
  WORK_FINISHED: { icon: '◑', word: 'Work finished', tone: 'busy' },
  COMPLETED: { icon: '✓', word: 'Completed', tone: 'good' },
  CLOSED: { icon: '■', word: 'Closed', tone: 'idle' },
  CANCELLED: { icon: '✕', word: 'Cancelled', tone: 'bad' },
};

const VERDICTS: Readonly<Record<Requirement['verdict'], Look>> = {
  PASSED: { icon: '✓', word: 'Passed', tone: 'good' },
  FAILED: { icon: '✕', word: 'Failed', tone: 'bad' },
  WAIVED: { icon: '⊘', word: 'Waived', tone: 'warn' },
  NOT_APPLICABLE: { icon: '–', word: 'Not applicable', tone: 'idle' },
};

const MESSAGES: Readonly<Record<MessageStatus, Look>> = {
  QUEUED: { icon: '◷', word: 'Queued', tone: 'idle' },
  SENT: { icon: '✓', word: 'Sent', tone: 'good' },
  FAILED: { icon: '✕', word: 'Failed', tone: 'bad' },
  BLOCKED: { icon: '⊘', word: 'Blocked', tone: 'bad' },
  RECEIVED: { icon: '↓', word: 'Received', tone: 'good' },
};

export function statePill(state: OrderStateName): Html {
  return pill(STATES[state]);
}

export function stateWord(state: OrderStateName): string {
  return STATES[state].word;
}

export function verdictPill(verdict: Requirement['verdict']): Html {
  return pill(VERDICTS[verdict]);
}

export function messagePill(status: MessageStatus): Html {
  return pill(MESSAGES[status]);
}

export function holdChip(kind: string): Html {
  return pill({ icon: '!', word: `${titled(kind)} hold`, tone: 'warn' });
}

function pill({ icon, word, tone }: Look): Html {
  return html`<span class="pill ${tone}"><span class="icon" aria-hidden="true">${icon}</span> ${word}</span>`;
}

/** `CUSTOMER_REQUEST`, `arrive-late` or `startTime` as words: `Customer request`, `Arrive late`, `Start time`. */
export function titled(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_.-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

export function lowered(name: string): string {
  return titled(name).toLowerCase();
}

export function moneyText({ amountMinor, currency }: { readonly amountMinor: number; readonly currency: string }): string {
  const format = new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

/** Who did it, and for whom support spoke. */
export function actorText(actor: {
  readonly role: string;
  readonly id: string;
  readonly onBehalfOf?: { readonly role: string; readonly id: string } | undefined;
}): string {
  const by = actor.role === 'timer' ? 'Deadline' : `${titled(actor.role)} ${actor.id}`;
  return actor.onBehalfOf ? `${by} for ${lowered(actor.onBehalfOf.role)} ${actor.onBehalfOf.id}` : by;
}

/** A list starts with who is asked; nobody in particular is said so. */
export function clearedByText(clearedBy: string | null): string {
  return clearedBy === null ? '' : `cleared by ${lowered(clearedBy)}`;
}
