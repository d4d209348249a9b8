// Goal: the client's types are those of the document that is served today. Method: generate them from the routes and compare.
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { API_TYPES, apiTypes } from '../../scripts/api-types.ts';

it('are the ones of today: after a change of the routes, run scripts/api-types.ts', async () => {
  expect(readFileSync(API_TYPES, 'utf8')).toBe(await apiTypes());
});
