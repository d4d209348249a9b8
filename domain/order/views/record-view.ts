import type { PrivateData } from '../../shared/reading/redaction.ts';
import { iso } from '../../shared/time.ts';
import type { OrderDetails } from '../details.ts';
import type { EventOf, OrderEvent } from '../events.ts';
import type { OrderState } from '../state.ts';

type Text = Readonly<Record<string, unknown>>;

/** What was recorded on the visit, with its texts: the latest that still stands, and the lists of all that was ever written. */
export function recordedViews(state: OrderState, details: OrderDetails) {
  return {
    inspection: inspectionView(state, details),
    inspections: all(details, 'INSPECTION_RECORDED').map((event) => inspection(event, textsOf(details, event))),
    defects: all(details, 'DEFECT_REPORTED').map((event) => defect(event, state, details)),
    scopeCheck: scopeCheckView(state, details),
    signOff: signOffView(state, details),
    waivers: state.waivers.map(({ requirementId, by, at }) => ({ requirementId, by, at: iso(at) })),
    jobNotes: all(details, 'JOB_NOTE_ADDED').map((event) => ({
      noteId: event.data.noteId,
      author: event.actor,
      date: iso(event.at),
      topics: event.data.topics,
      text: textsOf(details, event)['text'] ?? null,
    })),
    cancellation: cancellationView(state, details),
    issues: all(details, 'ISSUE_RAISED').map((event) => {
      const answeredAt = state.issues.find((issue) => issue.issueId === event.data.issueId)?.answeredAt ?? null;
      return {
        issueId: event.data.issueId,
        at: iso(event.at),
        by: event.actor,
        description: textsOf(details, event)['description'] ?? null,
        answeredAt: answeredAt === null ? null : iso(answeredAt),
      };
    }),
    rating: ratingView(state, details),
  };
}

function all<T extends OrderEvent['type']>(details: OrderDetails, type: T): readonly EventOf<T>[] {
  return details.record.filter((event): event is EventOf<T> => event.type === type);
}

function textsOf(details: OrderDetails, event: OrderEvent | undefined): Text {
  return event ? ((details.texts[event.sequence] as PrivateData | undefined) ?? {}) : {};
}

function inspectionView(state: OrderState, details: OrderDetails) {
  const event = all(details, 'INSPECTION_RECORDED').findLast((one) => one.data.inspectionId === state.inspection?.inspectionId);
  return event ? inspection(event, textsOf(details, event)) : null;
}

function inspection({ data, at, actor }: EventOf<'INSPECTION_RECORDED'>, texts: Text) {
  const given = Array.isArray(texts['items']) ? (texts['items'] as readonly Text[]) : [];
  return {
    ...data,
    at: iso(at),
    by: actor,
    // Items are joined by their place: names and notes never entered the workflow.
    items: data.items.map((item, index) => ({ ...pick(given[index], 'name'), ...item, ...pick(given[index], 'note') })),
    ...pick(texts, 'siteCondition'),
  };
}

function defect(event: EventOf<'DEFECT_REPORTED'>, state: OrderState, details: OrderDetails) {
  const { holdId, mediaAuthorised, customerNotifiedAt } = event.data;
  const texts = textsOf(details, event);
  const open = state.holds.find((hold) => hold.holdId === holdId);
  const contact = all(details, 'SUPPORT_CONTACTED').find((one) => one.data.holdId === holdId);
  const decided = all(details, 'HOLD_DECIDED').findLast((one) => one.data.holdId === holdId);
  const notified = texts['customerNotified'] as Text | undefined;
  return {
    holdId,
    status: open ? 'OPEN' : 'LIFTED',
    reportedAt: iso(event.at),
    by: event.actor,
    ...pick(texts, 'description'),
    ...pick(texts, 'cause'),
    ...pick(texts, 'needed'),
    customerNotified: { at: iso(customerNotifiedAt), ...pick(notified, 'summary') },
    mediaAuthorised,
    supportContact: contact ? { at: iso(contact.at), by: contact.actor, ...pick(textsOf(details, contact), 'summary') } : null,
    decision: decided
      ? {
          decision: decided.data.decision,
          attributedTo: decided.data.attributedTo,
          at: iso(decided.at),
          by: decided.actor,
          ...pick(textsOf(details, decided), 'guidance'),
        }
      : null,
  };
}

function scopeCheckView(state: OrderState, details: OrderDetails) {
  const event = state.scopeCheck ? all(details, 'SCOPE_CONFIRMED').at(-1) : undefined;
  if (!event) return null;
  const given = textsOf(details, event)['items'];
  const notes = Array.isArray(given) ? (given as readonly Text[]) : [];
  return {
    ...event.data,
    at: iso(event.at),
    by: event.actor,
    items: event.data.items.map((item, index) => ({ ...item, ...pick(notes[index], 'note') })),
  };
}

function signOffView(state: OrderState, details: OrderDetails) {
  const event = state.signOff ? all(details, 'SIGNED_OFF').at(-1) : undefined;
  if (!event) return null;
  const { signedBy, reason, ...binding } = textsOf(details, event);
  return {
    at: iso(event.at),
    by: event.actor,
    proofType: event.data.proofType,
    signedBy: signedBy ?? null,
    reason: reason ?? null,
    binds: binding,
  };
}

function cancellationView(state: OrderState, details: OrderDetails) {
  if (!state.cancellation) return null;
  const event = all(details, 'ORDER_CANCELLED').at(-1);
  const { at, ...cancellation } = state.cancellation;
  return { ...cancellation, at: iso(at), note: textsOf(details, event)['note'] ?? null };
}

function ratingView(state: OrderState, details: OrderDetails) {
  if (!state.rating) return null;
  const event = all(details, 'RATED').at(-1);
  return { stars: state.rating.stars, at: iso(state.rating.at), review: textsOf(details, event)['review'] ?? null };
}

function pick<K extends string>(texts: Text | undefined, key: K): { readonly [P in K]?: unknown } {
  const value = texts?.[key];
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: unknown });
}
