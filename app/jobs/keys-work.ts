import type { ApiKey, ApiKeys, NewApiKey, Scope } from '../../store/contract/store.ts';
import { keyPrefix } from '../../store/tables/api-key-form.ts';
import { StartError } from '../process/start-error.ts';
import type { KeysCommand } from './keys-arguments.ts';

interface Terminal {
  /** For programs: a key, a list. */
  readonly print: (line: string) => void;
  /** For people. */
  readonly say: (line: string) => void;
}

/** @throws StartError with what is in the way */
export async function carryOut(keys: ApiKeys, command: KeysCommand, { print, say }: Terminal): Promise<void> {
  switch (command.do) {
    case 'create':
      return create(keys, command.key, { print, say });
    case 'list':
      for (const line of table(await keys.list())) print(line);
      return;
    case 'revoke':
      if (!(await keys.revoke(command.keyId))) throw new StartError(`${keyPrefix(command.keyId)} is no key, or was revoked before.`);
      say(`${keyPrefix(command.keyId)} is revoked: within 5 seconds no process takes it any more.`);
  }
}

async function create(keys: ApiKeys, wanted: NewApiKey, { print, say }: Terminal): Promise<void> {
  const made = await keys.create(wanted);
  if (!made.ok && made.why === 'TWO_ARE_LIVE')
    throw new StartError(
      `Two keys named ${wanted.name} are live (${made.keyIds.map(keyPrefix).join(', ')}): revoke the one that is not used any more first.`,
    );
  if (!made.ok)
    throw new StartError(`${wanted.role}:${wanted.subject} belongs to the keys named ${made.name}: use that name, or another --subject.`);
  print(made.key);
  say(`It is shown this once, keep it as you keep a password. It speaks as ${wanted.role}:${wanted.subject}, for ${words(wanted.scope)}.`);
  if (wanted.role === 'support' || wanted.role === 'supervisor')
    say('Whoever holds it decides as that person: for people, OIDC tokens are the better way (docs/access.md).');
}

function table(keys: readonly ApiKey[]): readonly string[] {
  const head = ['key', 'name', 'caller', 'limited to', 'created', 'expires', 'last used', 'state'];
  const rows = keys.map((key) => [
    keyPrefix(key.keyId),
    key.name,
    `${key.role}:${key.subject}`,
    words(key.scope),
    day(key.createdAt),
    key.expiresAt === null ? 'never' : day(key.expiresAt),
    key.lastUsedAt === null ? 'never' : minute(key.lastUsedAt),
    stateOf(key),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function stateOf({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return `revoked ${minute(revokedAt)}`;
  return expiresAt !== null && expiresAt <= Date.now() ? 'expired' : 'live';
}

function words({ sellerIds, marketplaceIds }: Scope): string {
  const limits = [
    ...(sellerIds.length > 0 ? [`sellers ${sellerIds.join(' ')}`] : []),
    ...(marketplaceIds.length > 0 ? [`marketplaces ${marketplaceIds.join(' ')}`] : []),
  ];
  return limits.length === 0 ? 'everything' : limits.join(', ');
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
