// Goal: an order is created under its pack's rules, which it keeps; what the pack does not serve is refused with a pointer.
// Method: pure creations on the three packs.
import { describe, expect, it } from '@jest/globals';
import { type CreateInput, createOrder } from '../../domain/order/create.ts';
import { DAY_MS, iso } from '../../domain/shared/time.ts';
import { CREATED_AT, type GivenOptions, givenOrder, type Marketplace, packOf } from './support/given.ts';
import { actorOf, pointers } from './support/journey.ts';

function create(options: GivenOptions = {}, changes: Partial<CreateInput> = {}) {
  const pack = packOf(options.marketplace ?? 'US');
  return createOrder({ given: givenOrder(options), pack, now: CREATED_AT, actor: actorOf('system'), commandId: 'create', ...changes });
}

function refused(options: GivenOptions, changes: Partial<CreateInput> = {}): readonly string[] {
  const created = create(options, changes);
  if (created.ok) throw new Error('it was created');
  return pointers(created.refusal);
}

describe('creating an order', () => {
  it('without an appointment leaves it REQUESTED, with one SCHEDULED', () => {
    const requested = create({ startsAt: null });
    expect(requested.ok && [requested.state.name, requested.state.version, requested.events.map(({ type }) => type)]).toEqual([
      'REQUESTED',
      1,
      ['ORDER_CREATED'],
    ]);
    const scheduled = create();
    expect(scheduled.ok && [scheduled.state.name, scheduled.state.version]).toEqual(['SCHEDULED', 2]);
  });

  it.each([
    ['US', 'IN_HOME', { guardian: 'REQUIRED', signature: 'REQUIRED', inspection: 'REQUIRED' }],
    ['US', 'IN_STORE', { guardian: 'NOT_APPLICABLE', signature: 'REQUIRED', inspection: 'REQUIRED' }],
    ['UK', 'BUSINESS', { guardian: 'NOT_APPLICABLE', signature: 'REQUIRED', notes: 'REQUIRED' }],
    ['IN', 'IN_HOME', { guardian: 'REQUIRED', signature: 'ADVISED', technicians: 'REQUIRED' }],
    [
      'IN',
      'ONLINE',
      {
        visit: 'NOT_APPLICABLE',
        inspection: 'NOT_APPLICABLE',
        guardian: 'NOT_APPLICABLE',
        technicians: 'NOT_APPLICABLE',
        presence: 'NOT_APPLICABLE',
      },
    ],
  ] as const)('pins the gates of %s at %s', (marketplace, locationType, gates) => {
    const created = create({ marketplace, locationType });
    expect(created.ok && created.terms.gates).toMatchObject({ scope: 'REQUIRED', notes: 'REQUIRED', ...gates });
    expect(created.ok && created.terms.policy).toEqual({ id: packOf(marketplace).id, version: '2026.1' });
  });

  it.each(['US', 'UK', 'IN'] as Marketplace[])('has terms of a few KB, for they travel in a workflow’s input (%s)', (marketplace) => {
    const created = create({ marketplace });
    expect(created.ok && JSON.stringify(created.terms).length).toBeLessThan(8_000);
  });

  it('refuses a start in the past and one beyond 365 days, one below, at and above', () => {
    expect(refused({ startsAt: CREATED_AT - 1 })).toEqual(['/appointment/startTime']);
    expect(refused({ startsAt: CREATED_AT })).toEqual(['/appointment/startTime']);
    expect(create({ startsAt: CREATED_AT + 1 }).ok).toBe(true);
    expect(create({ startsAt: CREATED_AT + 365 * DAY_MS }).ok).toBe(true);
    expect(refused({ startsAt: CREATED_AT + 365 * DAY_MS + 1 })).toEqual(['/appointment/startTime']);
  });

  it('takes an imported appointment in the past as it is', () => {
    const created = create({ startsAt: CREATED_AT - 9 * DAY_MS }, { imported: true });
    expect(created.ok && created.state.name).toBe('SCHEDULED');
  });

  it('refuses a place, a zone and a currency that the pack does not serve', () => {
    expect(refused({ locationType: 'ONLINE' })).toEqual(['/serviceLocation/type']);
    for (const timeZone of ['Mars/Olympus', '+02:00', '']) expect(refused({ timeZone })).toEqual(['/serviceLocation/timeZone']);
    const given = { ...givenOrder(), price: { amountMinor: 100, currency: 'EUR' } };
    expect(refused({}, { given })).toEqual(['/price/currency']);
  });

  it('refuses two scope items of one id', () => {
    const given = givenOrder();
    const items = [
      { itemId: 'a', description: 'x' },
      { itemId: 'a', description: 'y' },
    ];
    expect(refused({}, { given: { ...given, scopeOfWork: { ...given.scopeOfWork, items } } })).toEqual(['/scopeOfWork/items']);
  });

  it('puts no name, address or description into the event', () => {
    const given = givenOrder();
    const address = { name: 'Dana Reyes', addressLine1: '1 Main St' };
    const created = create({}, { given: { ...given, serviceLocation: { ...given.serviceLocation, address } } });
    expect(JSON.stringify(created)).not.toMatch(/Dana|Main St|Mount the TV|TV wall/);
    expect(created.ok && iso(created.state.createdAt)).toBe(iso(CREATED_AT));
  });
});
