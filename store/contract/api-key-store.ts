import type { Role } from '../../domain/shared/actor.ts';
import type { Scope } from '../../domain/shared/scope.ts';
import type { Instant } from '../../domain/shared/time.ts';

/** A key as it is kept: whoever reads this cannot make the key from it. */
export interface ApiKey {
  readonly keyId: string;
  /** Whose key it is; several keys of one name are its rotation. */
  readonly name: string;
  readonly role: Role;
  /** Whom its requests are from: `role:subject` is the caller of an idempotency key and the actor of an event. */
  readonly subject: string;
  readonly scope: Scope;
  /** SHA-256 of the whole key, hex. */
  readonly secretHash: string;
  readonly createdAt: Instant;
  /** Null: never. */
  readonly expiresAt: Instant | null;
  /** To some minutes, see `used`. */
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export type NewApiKey = Pick<ApiKey, 'name' | 'role' | 'subject' | 'scope' | 'expiresAt'>;

export type CreatedKey =
  | { readonly ok: true; readonly key: string; readonly row: ApiKey }
  /** Two live keys have this name already, by their ids. */
  | { readonly ok: false; readonly why: 'TWO_ARE_LIVE'; readonly keyIds: readonly string[] }
  /** Keys of another name speak as this role and subject, and always will: answers that were kept for them are theirs. */
  | { readonly ok: false; readonly why: 'SUBJECT_OF_OTHERS'; readonly name: string };

export interface ApiKeys {
  /** The only time that the key itself is seen. */
  create(key: NewApiKey): Promise<CreatedKey>;
  find(keyId: string): Promise<ApiKey | null>;
  /** By name, newest first; 1,000 at most. */
  list(): Promise<readonly ApiKey[]>;
  /** For good. @returns false where there is no such key, or it was revoked before */
  revoke(keyId: string): Promise<boolean>;
  /** Remembers that a key was used, where that was not done within `everyMs`. */
  used(keyId: string, everyMs: number): Promise<void>;
}
