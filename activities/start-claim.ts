import type { ActivityPorts, EffectInput } from './ports.ts';
import { recordEvents } from './record.ts';

export interface StartClaimInput extends EffectInput {
  readonly claimId: string;
}

/** Starts the workflow of a claim that its order has accepted; recording the acceptance has opened the claim. */
export async function startClaim(ports: ActivityPorts, { claimId, ...input }: StartClaimInput): Promise<void> {
  await recordEvents(ports, input);
  await ports.workflows.beginClaim(claimId);
}
