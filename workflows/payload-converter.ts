import { defaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';
import { unreadable } from '../domain/shared/reading/unreadable.ts';

// Whoever reaches Temporal may send a workflow anything. The SDK makes values of arguments before a handler sees them, and where it
// cannot, the workflow's task fails, again and again: one signal of an unknown encoding would stop an order for good. So what cannot
// be decoded is a value too, which handlers recognise. What can be decoded is what it always was.

/** In the workflows' bundle only (worker/bundle.ts): activities and clients take nothing that they cannot read. */
export const payloadConverter: PayloadConverter = {
  toPayload: (value, context, hint) => defaultPayloadConverter.toPayload(value, context, hint),
  fromPayload: (payload, context, hint) => {
    try {
      return defaultPayloadConverter.fromPayload(payload, context, hint);
    } catch {
      // A border: what comes is unknown to every caller, whatever type it expects.
      return unreadable(encodingOf(payload), digestOf(payload)) as never;
    }
  },
};

const BYTES_OF_ENCODING_MAX = 40;

/** Byte by byte: not every encoding is text. */
function encodingOf({ metadata }: Payload): string {
  const bytes = metadata?.['encoding'] ?? [];
  return String.fromCharCode(...bytes.slice(0, BYTES_OF_ENCODING_MAX + 1));
}

/** FNV-1a twice, with two beginnings: it tells things apart and protects nothing. The sandbox has no digests of its own. */
function digestOf({ metadata, data }: Payload): string {
  const parts = [metadata?.['encoding'] ?? new Uint8Array(), data ?? new Uint8Array()];
  return [0x811c9dc5, 0x01000193].map((basis) => hashed(parts, basis).toString(16).padStart(8, '0')).join('');
}

function hashed(parts: readonly Uint8Array[], basis: number): number {
  let hash = basis;
  for (const part of parts) for (const byte of part) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
