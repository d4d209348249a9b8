// Goal: today's code continues every order and claim that an earlier version began, and answers each of its commands as that did.
// Method: saved histories are replayed without a server, and everything recomputed is compared with what they hold.
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { installRuntime } from '../../worker/runtime.ts';
import { bundleForReplay, replay } from './support/replay.ts';

jest.setTimeout(60_000);

const folder = new URL('histories/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const saved = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

beforeAll(() => void installRuntime({ warn: () => undefined, error: () => undefined }));

describe('a saved history', () => {
  let bundle: { readonly code: string };
  beforeAll(async () => {
    bundle = await bundleForReplay();
  });

  it('is there for each of the stories', () => {
    expect(names.map((name) => name.split('.')[0])).toEqual(
      expect.arrayContaining([
        'visit',
        'defect',
        'no-show',
        'reassigned',
        'claim-approved',
        'claim-refunded',
        'claim-appealed',
        'claim-denied',
        'claim-late',
        'claim-withdrawn',
      ]),
    );
  });

  it.each(names)('%s replays, with the same outcome of each command and the same events in each activity', async (name) => {
    expect(await replay(bundle, saved(name), name)).toEqual([]);
  });
});

describe('a rule that was changed without its number', () => {
  it('replays for Temporal, and is found by its outcomes', async () => {
    const bundle = await bundleForReplay({ instead: { request: './arrive.ts', by: new URL('changed/arrive.ts', import.meta.url) } });
    const differing = await Promise.all(names.map((name) => replay(bundle, saved(name), name)));
    expect(differing.flat().some((difference) => difference.startsWith('update') && difference.includes('ARRIVED'))).toBe(true);
    expect(differing.flat().some((difference) => difference.startsWith('activity'))).toBe(true);
  });
});

describe('a workflow that does something else than it did', () => {
  it('is refused by Temporal', async () => {
    const bundle = await bundleForReplay({ workflows: new URL('broken/index.ts', import.meta.url) });
    const name = names.find((one) => one.startsWith('visit')) ?? '';
    await expect(replay(bundle, saved(name), name)).rejects.toMatchObject({ name: 'DeterminismViolationError' });
  });
});
