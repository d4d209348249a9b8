// Goal: the README shows the lifecycle that the program has. Method: generate the picture from the transition table and compare.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lifecycleDiagram, withDiagram } from '../../scripts/lifecycle-diagram.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('holds the lifecycle diagram of today', () => {
    expect(readme).toContain(lifecycleDiagram());
    expect(withDiagram(readme)).toBe(readme);
  });

  it('has at most 200 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(200);
  });
});
