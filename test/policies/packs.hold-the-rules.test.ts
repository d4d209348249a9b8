// Goal: the packs say what the programmes and policies that they name say, and stay small enough to travel with every order.
// Method: the published packs are loaded as the program loads them; figures are compared one by one.
import { describe, expect, it } from '@jest/globals';
import { termsFor } from '../../domain/policy/pack.ts';
import { msOf } from '../../domain/shared/time.ts';
import { loadPolicies } from '../../policies/registry.ts';

const policies = loadPolicies();
const packs = policies.list();
const pack = (id: string) => {
  const found = policies.get(id, '2026.1');
  if (!found) throw new Error(`no pack ${id}`);
  return found;
};
const us = pack('home-services-us');
const uk = pack('home-services-uk');
const india = pack('partner-network-in');

/** The input of a workflow is kept for the whole life of its order, and again at each continue-as-new. */
const TERMS_BYTES_MAX = 5 * 1024;

const REASONS = {
  CUSTOMER: ['CUSTOMER_REQUEST', 'CUSTOMER_NO_SHOW', 'NO_ACCESS', 'UNACCOMPANIED_MINOR'],
  PROVIDER: ['PROVIDER_UNAVAILABLE', 'PROVIDER_NO_SHOW', 'PROVIDER_LATE', 'TECHNICIAN_NOT_CLEARED'],
  PRODUCT: ['PARTS_MISSING', 'PARTS_DAMAGED', 'PRODUCT_DEFECT'],
  // An import gives the second one for what was decided at the marketplace.
  MARKETPLACE: ['MARKETPLACE_ERROR', 'MARKETPLACE_CHANGE'],
  FORCE_MAJEURE: ['WEATHER', 'FORCE_MAJEURE'],
};

describe('every pack', () => {
  it.each(packs.flatMap((one) => one.locationTypes.map((type) => [one.id, type, one] as const)))(
    '%s at %s has terms under 5 KB',
    (_id, type, one) => {
      expect(Buffer.byteLength(JSON.stringify(termsFor(one, type)))).toBeLessThan(TERMS_BYTES_MAX);
    },
  );

  it.each(packs.map((one) => [one.id, one] as const))("%s has the contract's reason codes with their attribution", (_id, { terms }) => {
    for (const [attributedTo, codes] of Object.entries(REASONS)) {
      for (const code of codes) expect(terms.reasons).toContainEqual({ code, attributedTo, uses: ['CANCEL', 'RESCHEDULE'] });
    }
  });

  it.each(packs.map((one) => [one.id, one] as const))('%s never lets a ladder come to an end', (_id, { terms }) => {
    for (const ladder of Object.values(terms.ladders)) expect(msOf(ladder.repeatEvery)).toBeGreaterThan(0);
  });

  it.each(packs.map((one) => [one.id, one] as const))('%s asks for a guardian in a home and nowhere else', (_id, one) => {
    for (const type of one.locationTypes)
      expect([type, termsFor(one, type).gates.guardian]).toEqual([type, type === 'IN_HOME' ? 'REQUIRED' : 'NOT_APPLICABLE']);
  });

  it.each(packs.map((one) => [one.id, one] as const))(
    "%s tells support's supervisor by text, again after two days, then by the other channels",
    (_id, { terms }) => {
      const rungs = terms.ladders['support-response'].rungs.map(({ after, to, channel }) => [after, to, channel]);
      expect(rungs).toEqual([
        ['PT24H', 'SUPERVISOR', 'TEXT'],
        ['P2D', 'SUPERVISOR', 'TEXT'],
        ['P1D', 'SUPERVISOR', 'SECOND'],
        ['PT0S', 'SUPERVISOR', 'THIRD'],
      ]);
    },
  );

  it.each(packs.map((one) => [one.id, one] as const))(
    '%s books at most a year ahead and leaves the confirmations to the marketplace',
    (_id, one) => {
      expect(one.terms.bookingHorizonDays).toBe(365);
      expect(one.messages.sentByMarketplace).toContain('ORDER_CONFIRMATION');
      expect(one.messages.maxLength).toBe(2_000);
    },
  );
});

describe('home-services-us', () => {
  it('takes 50 dollars for what the provider caused', () => {
    expect(us.terms.cancellationFee).toMatchObject({ amount: { amountMinor: 5000, currency: 'USD' }, attributedTo: 'PROVIDER' });
  });
  it('gives the customer 30 days of the Happiness Guarantee', () => {
    expect(us.terms.claimWindow).toMatchObject({ programme: 'happiness-guarantee', claimant: 'CUSTOMER', days: 30 });
  });
  it('requires scope, signature and notes, and does no work online', () => {
    expect(us.gates).toMatchObject({ scope: 'REQUIRED', signature: 'REQUIRED', notes: 'REQUIRED' });
    expect(us.locationTypes).not.toContain('ONLINE');
  });
});

describe('home-services-uk', () => {
  it('has a fee in pounds and no guarantee programme', () => {
    expect(uk.terms.cancellationFee?.amount.currency).toBe('GBP');
    expect(uk.terms.claimWindow).toBeNull();
  });
  it('requires scope, signature and notes', () => {
    expect(uk.gates).toMatchObject({ scope: 'REQUIRED', signature: 'REQUIRED', notes: 'REQUIRED' });
  });
});

describe('partner-network-in', () => {
  it('passes over visit, inspection, guardian, technicians and presence online, and asks for them in a home', () => {
    const passedOver = { visit: 'NOT_APPLICABLE', inspection: 'NOT_APPLICABLE', guardian: 'NOT_APPLICABLE', technicians: 'NOT_APPLICABLE' };
    expect(termsFor(india, 'ONLINE').gates).toMatchObject({ ...passedOver, presence: 'NOT_APPLICABLE' });
    expect(termsFor(india, 'IN_HOME').gates).toMatchObject({ visit: 'REQUIRED', inspection: 'REQUIRED', technicians: 'REQUIRED' });
  });
  it('requires scope and notes and advises the signature', () => {
    expect(termsFor(india, 'ONLINE').gates).toMatchObject({ scope: 'REQUIRED', notes: 'REQUIRED', signature: 'ADVISED' });
  });
  it('collects nothing: sellers pay their partners', () => {
    expect(india.terms.cancellationFee).toBeNull();
    expect(india.payments.collectedBy).toBe('SELLER_DIRECT');
  });
  it('gives the seller 30 days of the Service Guarantee, in Indian time', () => {
    expect(india.terms.claimWindow).toMatchObject({ programme: 'service-guarantee', claimant: 'SELLER', days: 30 });
    expect([india.currency, india.defaultTimeZone, ...india.messages.locales]).toEqual(['INR', 'Asia/Kolkata', 'en-IN', 'hi-IN']);
  });
});

describe('the pack for a marketplace', () => {
  it.each([
    ['US', 'home-services-us'],
    ['ATVPDKIKX0DER', 'home-services-us'],
    ['UK', 'home-services-uk'],
    ['GB', 'home-services-uk'],
    ['A1F83G8C2ARO7P', 'home-services-uk'],
    ['IN', 'partner-network-in'],
    ['A21TJRUUN4KGV', 'partner-network-in'],
  ])('is for %s the pack %s', (marketplaceId, id) => {
    expect(policies.forMarketplace(marketplaceId)?.id).toBe(id);
  });

  it('is none for a marketplace that nobody serves', () => {
    expect(policies.forMarketplace('DE')).toBeNull();
  });
});
