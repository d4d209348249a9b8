import type { Role } from '../shared/actor.ts';
import type { ClaimTerms } from './claim-terms.ts';
import type { GateLevel, Gates, Terms } from './terms.ts';

export type LocationType = 'IN_HOME' | 'IN_STORE' | 'BUSINESS' | 'OTHER' | 'ONLINE';
export type VisitKind = 'SERVICE' | 'DELIVERY' | 'PICKUP';

export type MessagePurpose =
  | 'APPOINTMENT'
  | 'DEFECT_CONFIRMATION'
  | 'JOB_SUMMARY'
  | 'QUESTION'
  | 'ANSWER'
  | 'HOLDING_REPLY'
  | 'CLAIM'
  | 'INCIDENT';

/** A published version of a marketplace's rules. Published versions never change; a new rule is a new version. */
export interface PolicyPack {
  readonly id: string;
  readonly version: string;
  readonly effectiveFrom: string;
  /** Marketplace ids that choose this pack; the first is its own, the others are aliases (Amazon's ids). */
  readonly marketplaceIds: readonly string[];
  readonly currency: string;
  readonly defaultLocale: string;
  readonly defaultTimeZone: string;
  readonly locationTypes: readonly LocationType[];
  readonly visitKinds: readonly VisitKind[];
  readonly gates: Gates;
  /** What differs from `gates` for a kind of location. */
  readonly gatesByLocation: Readonly<Partial<Record<LocationType, Readonly<Partial<Record<keyof Gates, GateLevel>>>>>>;
  readonly terms: Omit<Terms, 'policy' | 'gates'>;
  /** The clocks of the guarantee programme that `terms.claimWindow` names; null where there is none. */
  readonly claims: Omit<ClaimTerms, 'policy' | 'programme' | 'claimant'> | null;
  readonly messages: {
    readonly maxLength: number;
    readonly locales: readonly string[];
    /** Who may write for which purpose. */
    readonly purposes: Readonly<Record<MessagePurpose, readonly Role[]>>;
    /** What the marketplace already sends; never sent again. Source: "Selling on Amazon: things to know". */
    readonly sentByMarketplace: readonly string[];
  };
  readonly payments: { readonly collectedBy: 'MARKETPLACE' | 'SELLER_DIRECT'; readonly rule: string };
  /** What to look at before work begins, by kind of visit. */
  readonly checklists: Readonly<Partial<Record<VisitKind, readonly string[]>>>;
  /** The policy as a customer can read it. */
  readonly words: readonly { readonly title: string; readonly text: string }[];
}

/** The pinned terms of an order at a kind of location. */
export function termsFor(pack: PolicyPack, locationType: LocationType): Terms {
  return {
    policy: { id: pack.id, version: pack.version },
    gates: { ...pack.gates, ...pack.gatesByLocation[locationType] },
    ...pack.terms,
  };
}

/** The terms of a claim under a pack; null where the pack has no guarantee programme. */
export function claimTermsFor({ id, version, claims, terms }: PolicyPack): ClaimTerms | null {
  if (!claims || !terms.claimWindow) return null;
  const { programme, claimant } = terms.claimWindow;
  return { policy: { id, version }, programme, claimant, ...claims };
}
