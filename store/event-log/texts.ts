import type { OrderDetails } from '../../domain/order/details.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import { privateTexts } from '../../domain/order/redact.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { GivenCommand } from '../contract/store.ts';
import { canonicalJson, sha256 } from './canonical.ts';

/**
 * The private side of an event: the text of the command that it came from, which never entered the workflow, the words of a
 * signal, and digests that bind what was signed or agreed (the workflow's sandbox has no hash functions).
 * @param details as they were before this event
 * @param commands full bodies of the request that it came from, where there was one
 */
export function textsOf(event: OrderEvent, details: OrderDetails, commands: readonly GivenCommand[] | null): PrivateData | null {
  const given = commands?.[event.step];
  const texts = {
    ...(given ? privateTexts(given.command, given.body) : null),
    ...event.words,
    ...digests(event, details),
  };
  return Object.keys(texts).length > 0 ? texts : null;
}

function digests(event: OrderEvent, details: OrderDetails): PrivateData | null {
  switch (event.type) {
    case 'ORDER_CREATED':
      return { givenSha256: sha256(canonicalJson(details.given)) };
    case 'SIGNED_OFF':
      return {
        scopeSha256: digestOf(details, 'SCOPE_CONFIRMED', -1),
        inspectionSha256: digestOf(details, 'INSPECTION_RECORDED', -1),
        notesSha256: digestOf(details, 'JOB_NOTE_ADDED', 0),
      };
    default:
      return null;
  }
}

/** Of the kept events of a type with their texts, from the one at `start` on (-1: the latest alone); null where there is none. */
function digestOf(details: OrderDetails, type: OrderEvent['type'], start: 0 | -1): string | null {
  const signed = details.record
    .filter((event) => event.type === type)
    .slice(start)
    .map((event) => ({ event, texts: details.texts[event.sequence] ?? null }));
  return signed.length > 0 ? sha256(canonicalJson(signed)) : null;
}
