import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

// hf_live_<id>_<secret>: the id finds the row, is shown in lists and logs, and is no secret. The prefix lets scanners of source
// code know one when they see it.

const KEY = /^hf_live_([a-z0-9]{12})_[A-Za-z0-9_-]{43}$/;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 12;
const SECRET_BYTES = 32;

/** @returns the key and its id */
export function newKey(): { readonly keyId: string; readonly key: string } {
  const keyId = Array.from({ length: ID_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return { keyId, key: `hf_live_${keyId}_${randomBytes(SECRET_BYTES).toString('base64url')}` };
}

/** @returns null where the text has not the form of a key */
export function keyIdIn(text: string): string | null {
  return KEY.exec(text)?.[1] ?? null;
}

/** What lists show of a key. */
export function keyPrefix(keyId: string): string {
  return `hf_live_${keyId}`;
}

/** No slow hash: 256 random bits cannot be guessed, and every request pays for it. Of the whole text, so that no other spelling of the same bits counts. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex');
}

/** In the same time wherever the two differ. */
export function isSameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')];
  return left.length === right.length && timingSafeEqual(left, right);
}
