import type { Scope } from '../../store/contract/store.ts';
import type { Problem } from '../http/problems.ts';
import type { Caller } from './auth.ts';

/** What a new order's body says about the rights of a scoped key, whatever else is wrong with it; null: nothing against it. */
export function creationProblem({ scope }: Caller, raw: unknown): Problem | null {
  if (!scope || typeof raw !== 'object' || raw === null) return null;
  const { sellerId, marketplaceId } = raw as Readonly<Record<string, unknown>>;
  if (scope.sellerIds.length > 0 && !isIn(scope.sellerIds, sellerId)) return outside(scope, 'sellerId');
  // Without a marketplace the schema says so.
  return marketplaceId === undefined || isAllowed(scope, marketplaceId) ? null : outside(scope, 'marketplaceId');
}

/** A scoped key registers providers in its marketplaces only. */
export function registrationProblem({ scope }: Caller, raw: unknown): Problem | null {
  if (!scope || typeof raw !== 'object' || raw === null || !('marketplaceIds' in raw) || !Array.isArray(raw.marketplaceIds)) return null;
  const ids: readonly unknown[] = raw.marketplaceIds;
  return ids.every((id) => isAllowed(scope, id)) ? null : outside(scope, 'marketplaceIds');
}

function isAllowed({ marketplaceIds }: Scope, id: unknown): boolean {
  return marketplaceIds.length === 0 || isIn(marketplaceIds, id);
}

function isIn(ids: readonly string[], id: unknown): boolean {
  return typeof id === 'string' && ids.includes(id);
}

function outside({ sellerIds, marketplaceIds }: Scope, field: string): Problem {
  const limits = [
    ...(sellerIds.length > 0 ? [`sellers ${sellerIds.join(', ')}`] : []),
    ...(marketplaceIds.length > 0 ? [`marketplaces ${marketplaceIds.join(', ')}`] : []),
  ];
  return { code: 'forbidden', detail: `This key is limited to ${limits.join(' and ')}: ${field} is outside.` };
}
