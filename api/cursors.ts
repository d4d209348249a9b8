import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { BadCursor } from '../store/contract/errors.ts';

/** The places at which pages of lists end, as clients hand them back. */
export interface Cursors {
  /** @param list its path: a cursor is of one list */
  sign(list: string, place: string): string;
  /** @throws BadCursor where it was not signed here, for this list */
  read(list: string, cursor: string): string;
}

const SIGNATURE_BYTES = 16;
const FORM = /^([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{1,478})$/;

/**
 * Signed, so that no place comes from anywhere else than from a list.
 * @param secrets what all processes of a deployment share, the present one first; cursors outlive a restart, and a change of the
 *   secret as long as the one before is among them
 */
export function createCursors(secrets: readonly Uint8Array[]): Cursors {
  const keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', 'holdfast list cursors', 32)));
  const [present] = keys;
  if (!present) throw new Error('cursors need a key');
  return {
    sign: (list, place) => {
      const said = Buffer.from(place, 'utf8').toString('base64url');
      return `${signature(present, list, said).toString('base64url')}${said}`;
    },
    read: (list, cursor) => {
      const [, signed = '', said = ''] = FORM.exec(cursor) ?? [];
      const given = Buffer.from(signed, 'base64url');
      // Spelled in one way only: base64url has bits to spare at its end.
      const isSpelled = given.length === SIGNATURE_BYTES && given.toString('base64url') === signed;
      const isOurs = isSpelled && keys.some((key) => timingSafeEqual(given, signature(key, list, said)));
      if (!isOurs) throw new BadCursor('this is not a cursor of this list');
      return Buffer.from(said, 'base64url').toString('utf8');
    },
  };
}

function signature(key: Uint8Array, list: string, said: string): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([list, said]), 'utf8')
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}
