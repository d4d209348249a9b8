import { COMMANDS } from '../../domain/order/commands/index.ts';
import { rightRefusal } from '../../domain/order/decide.ts';
import { allowedPurposes } from '../../domain/order/views/purposes.ts';
import { type Role, rolesOf } from '../../domain/shared/actor.ts';
import { BY_PARTY } from '../../domain/shared/deciding/authority.ts';
import { titled } from '../words.ts';
import type { Field } from './field.ts';
import { type FormSubject, hintsFor } from './hints.ts';

/** Whoever may write at all; null: this caller only reads. */
export function messageFields(subject: FormSubject): readonly Field[] | null {
  const { record, caller } = subject;
  const actor = { role: caller.role, id: caller.subject };
  const right = { actor, authority: BY_PARTY, state: record.state };
  const writes = caller.role === 'customer' || rightRefusal(right, COMMANDS['send-message']) === null;
  if (!writes || record.state.ended) return null;
  const hints = hintsFor('send-message', subject);
  const holds = hints.options['holdId'] ?? [];
  const parties = hints.options['onBehalfOf'] ?? [];
  const purposes = purposesFor(subject).map((value) => ({ value, label: titled(value) }));
  return [
    { kind: 'choice', path: 'purpose', label: 'About', required: true, options: purposes },
    ...(holds.length > 0 && caller.role !== 'customer'
      ? [{ kind: 'choice', path: 'holdId', label: 'Hold', required: false, options: holds } as const]
      : []),
    {
      kind: 'text',
      path: 'text',
      label: 'Text',
      required: true,
      lines: 4,
      maxLength: subject.pack?.messages.maxLength,
      hint: `Plain text. The customer reads ${record.details.given.customer.locale}.`,
    },
    ...(parties.length > 1
      ? [{ kind: 'behalf', path: 'onBehalfOf', label: 'In whose name', required: false, options: parties } as const]
      : []),
  ];
}

/** What may be written about now, by this caller or by somebody it may speak for; the gate judges which. */
function purposesFor({ record, caller, pack }: FormSubject): readonly string[] {
  const now = allowedPurposes(record.state);
  const own = rolesOf(caller.role);
  const roles: readonly Role[] = own.includes('support') ? [...own, 'provider'] : own;
  if (!pack || caller.role === 'customer' || caller.role === 'system') return now;
  return now.filter((purpose) => pack.messages.purposes[purpose].some((role) => roles.includes(role)));
}
