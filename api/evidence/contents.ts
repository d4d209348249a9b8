import { CLAIM_EVENT_READERS } from '../../domain/claim/readers/index.ts';
import { type ClaimTimelineEntry, claimTimelineEntry } from '../../domain/claim/views/timeline.ts';
import { claimView } from '../../domain/claim/views/view.ts';
import type { EventType } from '../../domain/order/events.ts';
import { ORDER_EVENT_READERS } from '../../domain/order/readers/index.ts';
import { orderView } from '../../domain/order/views/view.ts';
import type { Reader } from '../../domain/shared/reading/readers.ts';
import { iso } from '../../domain/shared/time.ts';
import type { ClaimRecord, DocumentRow, OrderRecord, StoredClaimEvent } from '../../store/contract/store.ts';
import type { Caller } from '../auth/auth.ts';
import type { AppDeps } from '../deps.ts';
import { conversationOf } from '../presenters/conversation.ts';
import { readerOf } from '../presenters/readers.ts';
import { type TimelineLine, wholeTimeline } from '../presenters/timeline.ts';
import { EXTENSIONS } from '../routes/documents.ts';
import { shownChain } from './links.ts';
import type { Purpose, Section } from './purposes.ts';

/** One file of a pack: its text, or the bytes of a document that lie in the storage under its hash. */
export type Content =
  | { readonly section: Section; readonly name: string; readonly text: string }
  | { readonly section: Section; readonly name: string; readonly sha256: string; readonly contentLength: number };

/** All that there is about an order, as this caller may read it now. */
export async function contentsOf(deps: AppDeps, caller: Caller, record: OrderRecord, purpose: Purpose): Promise<readonly Content[]> {
  const { store, policies } = deps;
  const { orderId, terms } = record;
  const [events, messages, documents, claims, refused, now, reader] = await Promise.all([
    store.orders.timeline(orderId),
    store.messages.of(orderId),
    store.documents.ofOrder(orderId),
    store.claims.ofOrder(orderId),
    store.inbox.refusedClaims(orderId),
    store.now(),
    readerOf(store, caller, record),
  ]);
  const view = orderView(record, reader, now + record.state.clockOffsetMs);
  const lines = wholeTimeline(reader, events, messages, refused);
  const { inspection, defects, scopeCheck, signOff, jobNotes, cancellation, fees } = view;
  return [
    json('order', 'order.json', { ...view, allowedActions: undefined }),
    json('timeline', 'timeline.json', { orderId, events: shownChain(ORDER_EVENT_READERS, events, reader) }),
    json(
      'timeline',
      'outside-the-chain.json',
      lines.filter(({ sequence }) => sequence === null),
    ),
    { section: 'timeline', name: 'timeline.txt', text: textOf(lines) },
    json('visit', 'inspection.json', { inspection, defects }),
    json('visit', 'scope-check.json', scopeCheck),
    json('visit', 'signature.json', { signOff, binding: bindingOf(lines) }),
    json('notes', 'job-notes.json', jobNotes),
    json('messages', 'messages.json', conversationOf(reader, messages)),
    json('decisions', 'decisions.json', { decisions: decisionsIn(lines), cancellation, fees }),
    json('policy', 'policy.json', { policy: terms.policy, words: policies.get(terms.policy.id, terms.policy.version)?.words ?? [], terms }),
    ...(
      await Promise.all(claims.map(async (claim) => claimContents(claim, await store.claims.timeline(claim.claimId), reader, now)))
    ).flat(),
    ...documentContents(documents),
    json('about', 'purpose.json', { purpose, orderId, madeAt: iso(now), madeFor: caller.role }),
  ];
}

function documentContents(documents: readonly DocumentRow[]): readonly Content[] {
  return [
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
  ];
}

function claimContents(claim: ClaimRecord, events: readonly StoredClaimEvent[], reader: Reader, now: number): readonly Content[] {
  const { claimId, state } = claim;
  const lines = events.flatMap((linked) => claimTimelineEntry(linked, reader) ?? []);
  return [
    json('claims', `${claimId}/claim.json`, { ...claimView(claim, reader, now + state.clockOffsetMs), allowedActions: undefined }),
    json('claims', `${claimId}/timeline.json`, { claimId, events: shownChain(CLAIM_EVENT_READERS, events, reader) }),
    { section: 'claims', name: `${claimId}/timeline.txt`, text: textOf(lines) },
  ];
}

type Line = TimelineLine | ClaimTimelineEntry;

/** For people. What stands outside the chain (deliveries, refused claims) has no number. */
function textOf(lines: readonly Line[]): string {
  return lines.map((line) => `${summary(line)}\n`).join('');
}

function summary({ sequence, at, type, actor, because }: Line): string {
  const number = sequence === null ? '–' : String(sequence);
  return `${number.padStart(4)}  ${at}  ${type}  by ${actor.role}:${actor.id}${because.length > 0 ? `  because ${because.join(', ')}` : ''}`;
}

/** What the signature binds: the hashes of the scope, the inspection and the notes at the moment of signing. */
function bindingOf(lines: readonly TimelineLine[]) {
  return lines.flatMap((line) =>
    line.type === 'SIGNED_OFF' ? [{ sequence: line.sequence, at: line.at, eventHash: line.hash, ...line.texts }] : [],
  );
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

function decisionsIn(lines: readonly TimelineLine[]) {
  return lines.filter(({ sequence, type }) => sequence !== null && DECISIONS.has(type as EventType));
}

function json(section: Section, name: string, value: unknown): Content {
  return { section, name, text: `${JSON.stringify(value ?? null, null, 2)}\n` };
}
