// Goal: a pack with a mistake stops the program with the file and the place in it, instead of being a rule that does not hold.
// Method: copies of a real pack, each with one mistake, are loaded from a directory of their own.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { loadPolicies, PolicyPackError } from '../../policies/registry.ts';

type Json = Record<string, unknown>;

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function pack(): Json {
  return JSON.parse(readFileSync(new URL('../../policies/home-services-us/2026.1.json', import.meta.url), 'utf8')) as Json;
}

/** Sets what lies at a JSON Pointer; `undefined` takes it away. */
function changed(pointer: string, value: unknown, from: Json = pack()): Json {
  const steps = pointer.split('/').slice(1);
  const last = steps.pop() ?? '';
  const target = steps.reduce<Json>((inner, step) => inner[step] as Json, from);
  if (value === undefined) delete target[last];
  else target[last] = value;
  return from;
}

function directoryOf(files: Readonly<Record<string, Json | string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-policies-'));
  directories.push(directory);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(directory, file, '..'), { recursive: true });
    writeFileSync(join(directory, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
}

const FILE = 'home-services-us/2026.1.json';
const load = (content: Json | string) => () => loadPolicies(directoryOf({ [FILE]: content }));

describe('a pack with a mistake', () => {
  it('is told from the same pack without one', () => {
    expect(load(pack())().list()).toHaveLength(1);
  });

  it.each<[why: string, pointer: string, value: unknown, message: RegExp]>([
    ['a field that nobody knows', '/terms/arivalTolerance', 'PT5M', /\/terms .*arivalTolerance/],
    ['a missing field', '/terms/noShowAfter', undefined, /\/terms\/noShowAfter/],
    ['a missing ladder', '/terms/ladders/guardian', undefined, /\/terms\/ladders\/guardian/],
    ['a programme without its clocks', '/claims', null, /\/claims and terms\.claimWindow are both there, or neither is/],
    ['a limit in another currency', '/claims/fourEyesAbove/currency', 'EUR', /\/claims\/fourEyesAbove\/currency is not USD/],
    ['a limit that asks two people about trifles', '/claims/fourEyesAbove/amountMinor', 9_999, /\/claims\/fourEyesAbove\/amountMinor/],
    ['a reminder after the time to answer', '/claims/partnerAnswersWithin', 'P2D', /\/claims\/ladders\/partner-answer/],
    ['a ladder that nobody knows', '/terms/ladders/patience', { rungs: [], repeatEvery: 'P1D', rule: 'x' }, /patience/],
    ['a ladder without rungs', '/terms/ladders/guardian/rungs', [], /\/terms\/ladders\/guardian\/rungs/],
    [
      'a ladder that repeats at once',
      '/terms/ladders/guardian/repeatEvery',
      'PT0S',
      /repeatEvery expected an ISO 8601 duration above zero/,
    ],
    ['a duration in months', '/terms/arrivalTolerance', 'P1M', /\/terms\/arrivalTolerance expected an ISO 8601 duration/],
    ['a negative duration', '/terms/ladders/guardian/rungs/0/after', '-PT1H', /\/rungs\/0\/after expected an ISO 8601 duration/],
    ['a fee with a fraction', '/terms/cancellationFee/amount/amountMinor', 50.5, /\/amountMinor/],
    ['a fee in another currency', '/terms/cancellationFee/amount/currency', 'EUR', /\/amount\/currency is not USD, the pack's currency/],
    ['an unknown zone', '/defaultTimeZone', 'America/Springfield', /\/defaultTimeZone expected an IANA zone/],
    ['an unknown gate level', '/gates/signature', 'OPTIONAL', /\/gates\/signature/],
    ['a missing gate', '/gates/notes', undefined, /\/gates\/notes/],
    [
      'gates of a place that is not served',
      '/gatesByLocation/ONLINE',
      { visit: 'NOT_APPLICABLE' },
      /\/gatesByLocation\/ONLINE is not among/,
    ],
    [
      'a reason code that is there twice',
      '/terms/reasons/1/code',
      'CUSTOMER_REQUEST',
      /\/terms\/reasons\/1 CUSTOMER_REQUEST is there twice/,
    ],
    ['a reason without a use', '/terms/reasons/1/uses', [], /\/terms\/reasons\/1\/uses/],
    ['an unknown attribution', '/terms/reasons/1/attributedTo', 'NOBODY', /\/terms\/reasons\/1\/attributedTo/],
    ['a default locale it does not write', '/defaultLocale', 'fr-FR', /\/defaultLocale is not among/],
    ['a kind of visit without a checklist', '/checklists/PICKUP', undefined, /\/checklists\/PICKUP is missing/],
    ['a no-show before the start is late', '/terms/noShowAfter', 'PT10M', /\/terms\/noShowAfter is before/],
    ['a reminder before the window opens', '/terms/claimWindow/reminderBefore', 'P30D', /\/terms\/claimWindow\/reminderBefore lies before/],
    ['a decision that never comes back', '/terms/ladders/hold-follow-up/rungs/1/action', 'REMIND', /hold-follow-up\/rungs has no ESCALATE/],
    ['a booking horizon over a year', '/terms/bookingHorizonDays', 366, /\/terms\/bookingHorizonDays/],
    ['a version that is not in its name', '/version', '2026.2', /\/version does not agree with the file name/],
    ['no words for the customer', '/words', [], /\/words/],
  ])('is refused for %s', (_why, pointer, value, message) => {
    const loading = load(changed(pointer, value));
    expect(loading).toThrow(PolicyPackError);
    expect(loading).toThrow(message);
    expect(loading).toThrow(`policies/${FILE}: `);
  });

  it('is refused where it is not JSON', () => {
    expect(load('{ "id": ')).toThrow(/policies\/home-services-us\/2026\.1\.json: \//);
  });

  it('is refused where another pack serves the same marketplace', () => {
    const other = changed('/id', 'other', changed('/marketplaceIds', ['XX', 'US']));
    expect(() => loadPolicies(directoryOf({ [FILE]: pack(), 'other/2026.1.json': other }))).toThrow(/shares a marketplace with/);
  });
});

describe('the pack for a marketplace', () => {
  const later = () => changed('/version', '2026.10', changed('/effectiveFrom', '2026-06-01T00:00:00Z'));
  const registry = () =>
    loadPolicies(
      directoryOf({
        [FILE]: pack(),
        'home-services-us/2026.9.json': changed('/version', '2026.9', changed('/effectiveFrom', '2026-03-01T00:00:00Z')),
        'home-services-us/2026.10.json': later(),
      }),
    );

  it.each([
    ['2026-02-28T23:59:59.999Z', '2026.1'],
    ['2026-03-01T00:00:00.000Z', '2026.9'],
    ['2026-05-31T23:59:59.999Z', '2026.9'],
    ['2026-06-01T00:00:00.000Z', '2026.10'],
  ])('is at %s the newest version in force, %s', (at, version) => {
    expect(registry().forMarketplace('US', Date.parse(at))?.version).toBe(version);
  });

  it('is none before the first version is in force', () => {
    expect(registry().forMarketplace('US', Date.parse('2025-12-31T23:59:59Z'))).toBeNull();
  });

  it('lists every version, the newest first, and gives each by its number', () => {
    expect(
      registry()
        .list()
        .map((one) => one.version),
    ).toEqual(['2026.10', '2026.9', '2026.1']);
    expect(registry().get('home-services-us', '2026.9')?.effectiveFrom).toBe('2026-03-01T00:00:00Z');
    expect(registry().get('home-services-us', '2026.2')).toBeNull();
  });
});
