import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClaimTerms } from '../domain/policy/claim-terms.ts';
import { claimTermsFor, type PolicyPack } from '../domain/policy/pack.ts';
import type { FieldError } from '../domain/shared/deciding/refusal.ts';
import type { Instant } from '../domain/shared/time.ts';
import { inconsistencies } from './consistency.ts';
import { PolicyPackSchema } from './schema.ts';

/** The published packs, checked. */
export interface PolicyRegistry {
  /**
   * The pack in force for new orders of a marketplace: its newest version that is effective at `at`.
   * @param marketplaceId the pack's own id or an alias of it (Amazon's)
   * @param at default: now, by this machine's clock
   * @returns null where no pack serves the marketplace
   */
  forMarketplace(marketplaceId: string, at?: Instant): PolicyPack | null;
  get(id: string, version: string): PolicyPack | null;
  /** Every version, by id, newest first. */
  list(): readonly PolicyPack[];
}

/** A pack file that cannot be used; nothing starts with it. The message names the file and the place in it. */
export class PolicyPackError extends Error {
  override readonly name = 'PolicyPackError';
}

/**
 * Loads and checks every pack: `<id>/<version>.json` beside this file.
 * @param directory for tests; default: the published packs
 * @throws PolicyPackError
 */
export function loadPolicies(directory: string = fileURLToPath(new URL('.', import.meta.url))): PolicyRegistry {
  const packs = packFiles(directory).map((file) => readPack(directory, file));
  refuseSharedMarketplaces(packs);
  return createRegistry(packs);
}

/** What the guarantee programme of a published pack promises; null: it has none, or there is no such pack. */
export function claimTermsIn(policies: PolicyRegistry): (policy: { readonly id: string; readonly version: string }) => ClaimTerms | null {
  return ({ id, version }) => {
    const pack = policies.get(id, version);
    return pack && claimTermsFor(pack);
  };
}

function packFiles(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(directory, name)).map((file) => `${name}/${file}`))
    .filter((file) => file.endsWith('.json'))
    .sort();
}

function readPack(directory: string, file: string): PolicyPack {
  const parsed = PolicyPackSchema.safeParse(json(directory, file));
  if (!parsed.success) {
    throw broken(
      file,
      parsed.error.issues.map(({ path, message }) => ({ pointer: path.map((step) => `/${String(step)}`).join(''), message })),
    );
  }
  const pack = parsed.data;
  const misplaced =
    `${pack.id}/${pack.version}.json` === file ? [] : [{ pointer: '/version', message: 'does not agree with the file name' }];
  const errors = [...misplaced, ...inconsistencies(pack)];
  if (errors.length > 0) throw broken(file, errors);
  return pack;
}

function json(directory: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(directory, file), 'utf8'));
  } catch (error) {
    throw broken(file, [{ pointer: '', message: error instanceof Error ? error.message : 'cannot be read' }]);
  }
}

function broken(file: string, errors: readonly FieldError[]): PolicyPackError {
  return new PolicyPackError(`policies/${file}: ${errors.map(({ pointer, message }) => `${pointer || '/'} ${message}`).join('; ')}`);
}

/** One marketplace under two policies would make an order's terms depend on the order of the files. */
function refuseSharedMarketplaces(packs: readonly PolicyPack[]): void {
  for (const pack of packs) {
    const other = packs.find((one) => one.id !== pack.id && one.marketplaceIds.some((id) => pack.marketplaceIds.includes(id)));
    if (other) {
      throw broken(`${pack.id}/${pack.version}.json`, [{ pointer: '/marketplaceIds', message: `shares a marketplace with ${other.id}` }]);
    }
  }
}

function createRegistry(packs: readonly PolicyPack[]): PolicyRegistry {
  const sorted = [...packs].sort((a, b) => (a.id === b.id ? newestFirst(a, b) : a.id < b.id ? -1 : 1));
  return {
    forMarketplace: (marketplaceId, at = Date.now()) =>
      sorted.find((pack) => pack.marketplaceIds.includes(marketplaceId) && Date.parse(pack.effectiveFrom) <= at) ?? null,
    get: (id, version) => sorted.find((pack) => pack.id === id && pack.version === version) ?? null,
    list: () => sorted,
  };
}

/** @returns every name of the marketplace that the given one is a name of: the ids of a pack are names of one marketplace */
export function marketplaceNamesIn(policies: Pick<PolicyRegistry, 'list'>): (marketplaceId: string) => readonly string[] {
  const names = new Map(policies.list().flatMap(({ marketplaceIds }) => marketplaceIds.map((id) => [id, marketplaceIds] as const)));
  // One that no pack has any more is a name of itself.
  return (marketplaceId) => [...new Set([marketplaceId, ...(names.get(marketplaceId) ?? [])])];
}

/** 2026.10 is newer than 2026.9. */
function newestFirst(a: PolicyPack, b: PolicyPack): number {
  const [yearA = 0, numberA = 0] = a.version.split('.').map(Number);
  const [yearB = 0, numberB = 0] = b.version.split('.').map(Number);
  return yearB - yearA || numberB - numberA;
}
