import type { Logger } from 'pino';
import { DAY_MS } from '../../domain/shared/time.ts';
import type { PolicyRegistry } from '../../policies/registry.ts';
import type { Foundation } from './foundation.ts';

/** Beyond the longest window: time to look into a complaint about how it ended. */
const BEYOND_DAYS = 60;

/** How long ended workflows should stay at Temporal, ms: the longest window of any pack and 60 days. */
export function neededRetentionMs(policies: PolicyRegistry): number {
  const days = policies.list().flatMap(({ terms }) => [terms.claimWindow?.days ?? 0, terms.correctionDays]);
  return (Math.max(0, ...days) + BEYOND_DAYS) * DAY_MS;
}

/** Says what is lost where the namespace forgets too soon. Nobody is kept from starting: orders themselves are in the store. */
export async function checkRetention(
  { gateway, policies }: Pick<Foundation, 'gateway' | 'policies'>,
  logger: Pick<Logger, 'warn'>,
): Promise<void> {
  const neededMs = neededRetentionMs(policies);
  const needed = `${neededMs / DAY_MS} days (the longest window of the policy packs and ${BEYOND_DAYS} days)`;
  try {
    const keptMs = await gateway.keepsEndedForMs();
    if (keptMs === null || keptMs >= neededMs) return;
    logger.warn(
      { keptDays: keptMs / DAY_MS, neededDays: neededMs / DAY_MS },
      `The namespace keeps ended workflows for ${Math.round(keptMs / DAY_MS)} days, needed are ${needed}: after that the histories of ended orders and claims are gone, so none can be looked into, replayed or reset at Temporal. Orders, timelines and the ledger stay in the store.`,
    );
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unknown';
    logger.warn({ error: why }, `The retention of the namespace could not be read: see to it that it is at least ${needed}.`);
  }
}
