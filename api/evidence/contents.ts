import { claimTimelineEntry } from '../../domain/claim/timeline.ts';
import { claimView } from '../../domain/claim/view.ts';
import type { EventType } from '../../domain/order/events.ts';
import { timelineEntry } from '../../domain/order/timeline.ts';
import { orderView } from '../../domain/order/view.ts';
import { iso } from '../../domain/shared/time.ts';
import type { ClaimRecord, MessageRow, OrderRecord, StoredClaimEvent, StoredEvent } from '../../store/store.ts';
import type { Caller } from '../auth.ts';
import { conversationView, isShownTo } from '../conversation.ts';
import type { AppDeps } from '../deps.ts';
import { EXTENSIONS } from '../routes/documents.ts';
import { type TimelineLine, wholeTimeline } from '../timeline.ts';
import type { Purpose, Section } from './purposes.ts';

/** One file of a pack: its text, or the bytes of a document that lie in the storage under its hash. */
export type Content =
  | { readonly section: Section; readonly name: string; readonly text: string }
  | { readonly section: Section; readonly name: string; readonly sha256: string; readonly contentLength: number };

/** All that there is about an order, as this caller may read it. */
export async function contentsOf(
  { store, policies }: AppDeps,
  caller: Caller,
  record: OrderRecord,
  purpose: Purpose,
): Promise<readonly Content[]> {
  const { orderId, terms } = record;
  const [events, messages, documents, claims, refused, now] = await Promise.all([
    store.orders.timeline(orderId),
    store.messages.of(orderId),
    store.documents.ofOrder(orderId),
    store.claims.ofOrder(orderId),
    store.inbox.refusedClaims(orderId),
    store.now(),
  ]);
  const viewer = { role: caller.role, id: caller.subject };
  const view = orderView(record, viewer, now + record.state.clockOffsetMs);
  const lines = wholeTimeline(events, messages, refused);
  const { inspection, defects, scopeCheck, signOff, jobNotes, cancellation, fees } = view;
  return [
    json('order', 'order.json', { ...view, allowedActions: undefined }),
    json('timeline', 'timeline.json', { orderId, events: chained(events) }),
    json(
      'timeline',
      'outside-the-chain.json',
      lines.filter(({ sequence }) => sequence === null),
    ),
    { section: 'timeline', name: 'timeline.txt', text: textOf(lines) },
    json('visit', 'inspection.json', { inspection, defects }),
    json('visit', 'scope-check.json', scopeCheck),
    json('visit', 'signature.json', { signOff, binding: bindingOf(events) }),
    json('notes', 'job-notes.json', jobNotes),
    json('messages', 'messages.json', shownTo(caller, messages).map(conversationView)),
    json('decisions', 'decisions.json', { decisions: decisionsIn(events), cancellation, fees }),
    json('policy', 'policy.json', { policy: terms.policy, words: policies.get(terms.policy.id, terms.policy.version)?.words ?? [], terms }),
    ...(
      await Promise.all(claims.map(async (claim) => claimContents(claim, await store.claims.timeline(claim.claimId), viewer, now)))
    ).flat(),
    json(
      'documents',
      'documents.json',
      documents.map(({ createdAt, storedAt, ...one }) => ({
        ...one,
        createdAt: iso(createdAt),
        storedAt: storedAt === null ? null : iso(storedAt),
      })),
    ),
    ...documents.flatMap(({ documentId, sha256, contentType, contentLength, storedAt }) =>
      storedAt === null
        ? []
        : [{ section: 'documents' as const, name: `${documentId}.${EXTENSIONS[contentType] ?? 'bin'}`, sha256, contentLength }],
    ),
    json('about', 'purpose.json', { purpose, orderId, madeAt: iso(now), madeFor: caller.role }),
  ];
}

function claimContents(
  claim: ClaimRecord,
  events: readonly StoredClaimEvent[],
  viewer: { role: Caller['role']; id: string },
  now: number,
): readonly Content[] {
  const { claimId, state } = claim;
  return [
    json('claims', `${claimId}/claim.json`, { ...claimView(claim, viewer, now + state.clockOffsetMs), allowedActions: undefined }),
    json('claims', `${claimId}/timeline.json`, { claimId, events: chained(events) }),
    { section: 'claims', name: `${claimId}/timeline.txt`, text: textOf(events.map(claimTimelineEntry)) },
  ];
}

/** What the hash chain is made of, so that anybody can recompute it without us. */
function chained(events: readonly (StoredEvent | StoredClaimEvent)[]) {
  return events.map(({ event, texts, textsHash, previousHash, hash }) => ({ event, texts, textsHash, previousHash, hash }));
}

type Line = TimelineLine | ReturnType<typeof claimTimelineEntry>;

/** For people. What stands outside the chain (deliveries, refused claims) has no number. */
function textOf(lines: readonly Line[]): string {
  return lines.map((line) => `${summary(line)}\n`).join('');
}

function summary({ sequence, at, type, actor, because }: Line): string {
  const number = sequence === null ? '–' : String(sequence);
  return `${number.padStart(4)}  ${at}  ${type}  by ${actor.role}:${actor.id}${because.length > 0 ? `  because ${because.join(', ')}` : ''}`;
}

/** What the signature binds: the hashes of the scope, the inspection and the notes at the moment of signing. */
function bindingOf(events: readonly StoredEvent[]) {
  return events
    .filter(({ event }) => event.type === 'SIGNED_OFF')
    .map(({ event: { sequence, at }, texts, hash }) => ({ sequence, at: iso(at), eventHash: hash, ...texts }));
}

/** Where somebody, or a rule in somebody's place, decided between the parties. */
const DECISIONS: ReadonlySet<EventType> = new Set<EventType>([
  'HOLD_DECIDED',
  'REQUIREMENT_WAIVED',
  'ORDER_CANCELLED',
  'NO_SHOW_RECORDED',
  'ATTRIBUTION_CORRECTED',
  'FEE_PROPOSED',
  'FEE_POSTED',
  'FEE_WAIVED',
  'FEE_REVERSED',
  'SUPPORT_DECISION_REFUSED',
  'CLAIM_ENDED',
]);

function decisionsIn(events: readonly StoredEvent[]) {
  return events.filter(({ event }) => DECISIONS.has(event.type)).map(timelineEntry);
}

function shownTo(caller: Caller, messages: readonly MessageRow[]): readonly MessageRow[] {
  return messages.filter((row) => isShownTo(caller, row));
}

function json(section: Section, name: string, value: unknown): Content {
  return { section, name, text: `${JSON.stringify(value ?? null, null, 2)}\n` };
}
