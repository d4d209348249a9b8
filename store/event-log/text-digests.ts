import { createHmac, randomBytes } from 'node:crypto';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import { canonicalJson, sha256 } from './canonical.ts';

// How the private texts of an event enter its hash
// 1. Format 1 (rows without a salt): SHA-256 of all texts. A short text can be guessed by it, so who may not read one gets no digest.
// 2. Format 2: the event's own random salt is stored beside its texts and given to nobody. Each field has a salt made of it
//    (HMAC), a digest made of that salt and its text, and the texts' hash is that of all digests. Whoever may read a field is
//    given its salt, and can check it; of the others there are digests that say nothing.
// 3. One digest more, of no field, is always there: an event without texts cannot be guessed by its hash either.
// 4. Erasing takes texts and salt; the hash stays.

const SALT_BYTES = 32;
/** The digest of no field. */
const BLIND = '';

export type TextDigests = Readonly<Record<string, string>>;

export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('hex');
}

/** @param salt null: format 1 */
export function textsHashOf(texts: PrivateData | null, salt: string | null): string {
  return salt === null ? sha256(canonicalJson(texts)) : digestsHash(digestsOf(texts, salt));
}

export function digestsHash(digests: TextDigests): string {
  return sha256(canonicalJson(digests));
}

export function digestsOf(texts: PrivateData | null, salt: string): TextDigests {
  const fields = Object.entries(texts ?? {}).map(([field, text]) => [field, textDigest(text, fieldSalt(salt, field))] as const);
  return { [BLIND]: fieldSalt(salt, BLIND), ...Object.fromEntries(fields) };
}

export function fieldSalt(salt: string, field: string): string {
  return createHmac('sha256', salt).update(field, 'utf8').digest('hex');
}

export function textDigest(text: unknown, saltOfField: string): string {
  return sha256(saltOfField + canonicalJson(text));
}
