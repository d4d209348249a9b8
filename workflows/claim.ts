import { continueAsNew } from '@temporalio/workflow';
import { rulesAfter } from '../domain/shared/rules.ts';
import { runClaim } from './claim-run.ts';
import type { ClaimInput } from './messages.ts';
import { requireReadable } from './readable-input.ts';

export interface ClaimResult {
  readonly state: string;
  readonly version: number;
}

/**
 * The way of a claim, from top to bottom: the order has accepted it (domain/order/commands/file-claim.ts), here it is heard,
 * decided and settled. What may happen in each state is decided by domain/claim.
 */
export async function claim(input: ClaimInput): Promise<ClaimResult> {
  requireReadable(input);
  const run = runClaim(input);

  // The partner is told and has its own clock to answer; its silence is recorded and goes on.
  await run.while('SUBMITTED', 'AWAITING_PARTNER');

  // Support looks into it, asks for what is missing, and decides; a large amount by two people.
  await run.while('INVESTIGATING');

  // The remedy is done or the refund paid; either side may appeal once, also after it was settled.
  await run.while('DECIDED', 'APPEALED', 'SETTLED');

  await run.untilSettled();
  if (!run.state.ended) {
    const { opening: _done, ...lasting } = input;
    return continueAsNew<typeof claim>({ ...lasting, rules: rulesAfter(input.rules), state: run.state });
  }
  return { state: run.state.name, version: run.state.version };
}
