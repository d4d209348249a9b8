// Goal: the page on access shows the table that the routes ask. Method: generate it and compare.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AccessSettings } from '../../app/config/settings-access.ts';
import { ACCESS_PAGE, accessTable, withTable } from '../../scripts/access.ts';
import { readersTable, withReaders } from '../../scripts/readers.ts';

describe('docs/access.md', () => {
  const text = readFileSync(ACCESS_PAGE, 'utf8');

  it('holds the table of today', () => {
    expect(text).toContain(accessTable());
    expect(withTable(text)).toBe(text);
  });

  it('holds the tables of readers of today', () => {
    expect(text).toContain(readersTable());
    expect(withReaders(text)).toBe(text);
  });

  it('speaks of every setting of access', () => {
    for (const name of Object.keys(AccessSettings)) expect(text).toContain(`\`${name}\``);
  });
});
