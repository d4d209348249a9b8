import { parseArgs } from 'node:util';
import { ROLES } from '../../api/auth/access.ts';
import { SUBJECT } from '../../api/auth/auth.ts';
import type { Role } from '../../domain/shared/actor.ts';
import type { NewApiKey } from '../../store/contract/store.ts';
import { keyIdIn } from '../../store/tables/api-key-form.ts';
import { StartError } from '../process/start-error.ts';

export const USAGE = `npm run keys -- create --role system --name shop [--subject shop] [--seller ID]... [--marketplace ID]... [--expires 90d|2027-01-31]
npm run keys -- list
npm run keys -- revoke ID`;

export type KeysCommand =
  | { readonly do: 'create'; readonly key: NewApiKey }
  | { readonly do: 'list' }
  | { readonly do: 'revoke'; readonly keyId: string };

interface Knowing {
  /** Every id of a marketplace that a policy pack serves. */
  readonly marketplaceIds: readonly string[];
  readonly nowMs: number;
}

const DAY_MS = 86_400_000;
const DAYS_MAX = 3_650;
const IDS_MAX = 100;

/** @throws StartError with what was expected */
export function readArguments(args: readonly string[], knowing: Knowing): KeysCommand {
  const [verb, ...rest] = args;
  if (verb === 'list' && rest.length === 0) return { do: 'list' };
  if (verb === 'revoke' && rest.length === 1) return { do: 'revoke', keyId: keyIdOf(rest[0] ?? '') };
  if (verb !== 'create') throw new StartError(`What is to be done?\n${USAGE}`);
  const values = optionsOf(rest);
  const role = ROLES.find((one) => one === values.role);
  if (role === undefined) throw new StartError(`--role must be one of ${ROLES.join(', ')}.`);
  const name = idOf('--name', values.name);
  if (values.subject === undefined && (role === 'provider' || role === 'customer'))
    throw new StartError(`--subject is missing: a ${role} sees the orders that name its id, so say which.`);
  const subject = idOf('--subject', values.subject ?? name);
  const scope = scopeOf(role, values.seller ?? [], values.marketplace ?? [], knowing);
  return { do: 'create', key: { name, role, subject, scope, expiresAt: expiryOf(values.expires, knowing.nowMs) } };
}

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  try {
    const options = { role: text, name: text, subject: text, expires: text, seller: list, marketplace: list };
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // An error of Node's own may be of another realm: told by what it says, not by what it is.
    throw new StartError(`${String(error).replace(/^\w*Error( \[\w+\])?: /, '')}\n${USAGE}`);
  }
}

function idOf(option: string, value: string | undefined): string {
  if (value !== undefined && SUBJECT.test(value)) return value;
  throw new StartError(`${option} must be 1 to 100 letters, digits, - and _.`);
}

/** Customers and providers are limited by what they own; who decides or audits sees everything. */
function scopeOf(role: Role, sellerIds: readonly string[], marketplaceIds: readonly string[], { marketplaceIds: served }: Knowing) {
  if (role !== 'system' && sellerIds.length + marketplaceIds.length > 0)
    throw new StartError('--seller and --marketplace limit systems only: every other role sees what it sees.');
  if (sellerIds.length > IDS_MAX || marketplaceIds.length > IDS_MAX)
    throw new StartError(`A key is limited to at most ${IDS_MAX} of each.`);
  for (const id of sellerIds) idOf('--seller', id);
  const unknown = marketplaceIds.find((id) => !served.includes(id));
  if (unknown !== undefined) throw new StartError(`--marketplace ${unknown} is none that a policy pack serves: ${served.join(', ')}.`);
  return { sellerIds: [...new Set(sellerIds)], marketplaceIds: [...new Set(marketplaceIds)] };
}

/** Days from now, or the beginning of a day in UTC. */
function expiryOf(given: string | undefined, nowMs: number): number | null {
  if (given === undefined) return null;
  const [, days] = /^([1-9]\d{0,3})d$/.exec(given) ?? [];
  const at = days === undefined ? dayOf(given) : nowMs + Number(days) * DAY_MS;
  if (Number.isNaN(at)) throw new StartError('--expires must be a number of days such as 90d, or a day such as 2027-01-31.');
  if (at <= nowMs || at > nowMs + DAYS_MAX * DAY_MS) throw new StartError('--expires must lie ahead, by ten years at most.');
  return at;
}

function dayOf(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 2027-02-31 is no day, although Date knows one.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? at : Number.NaN;
}

/** As the list shows it, by itself, or the whole key. */
function keyIdOf(text: string): string {
  const keyId = keyIdIn(text) ?? /^(?:hf_live_)?([a-z0-9]{12})$/.exec(text)?.[1];
  if (keyId === undefined) throw new StartError('That is no id of a key: "npm run keys -- list" shows them.');
  return keyId;
}
