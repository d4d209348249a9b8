// Goal: an order's promise cannot be changed behind its back: a published pack stays as it was, byte for byte.
// Method: the SHA-256 of every pack file is compared with the list in published.json.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const FOLDER = new URL('../../policies/', import.meta.url);
const published = JSON.parse(readFileSync(new URL('published.json', import.meta.url), 'utf8')) as Readonly<Record<string, string>>;

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Why a file is not as it was published; null where it is. */
function changeOf(file: string, text: string): string | null {
  if (published[file] === undefined)
    return `policies/${file} is not in test/policies/published.json: add its SHA-256 ${hashOf(text)} when you publish it.`;
  return published[file] === hashOf(text) ? null : `policies/${file} was changed after it was published: publish a new version instead.`;
}

const files = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(new URL(`${name}/`, FOLDER)).map((file) => `${name}/${file}`));
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

describe('published packs', () => {
  it('finds every pack as it was published', () => {
    expect(files.map((file) => changeOf(file, textOf(file))).filter((change) => change !== null)).toEqual([]);
  });

  it('still has every pack that was ever published: open orders name it', () => {
    expect(files.toSorted()).toEqual(Object.keys(published).toSorted());
  });

  it('would notice a single changed byte, and says that a new version must be published', () => {
    const file = 'home-services-us/2026.1.json';
    expect(changeOf(file, `${textOf(file)} `)).toBe(`policies/${file} was changed after it was published: publish a new version instead.`);
  });

  it('would notice a pack that nobody listed', () => {
    expect(changeOf('home-services-us/2099.1.json', '{}')).toMatch(/is not in test\/policies\/published\.json/);
  });
});
