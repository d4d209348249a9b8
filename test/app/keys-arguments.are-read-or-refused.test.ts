// Goal: a key is never made otherwise than it was meant. Method: arguments as they would be typed.
import { describe, expect, it } from '@jest/globals';
import { readArguments } from '../../app/jobs/keys-arguments.ts';

const KNOWING = { marketplaceIds: ['US', 'IN'], nowMs: Date.parse('2026-11-26T12:00:00Z') };
const read = (line: string) => readArguments(line.split(' '), KNOWING);

describe('npm run keys', () => {
  it('creates what it is told', () => {
    expect(read('create --role system --name shop --seller a --seller b --marketplace US --expires 90d')).toEqual({
      do: 'create',
      key: {
        role: 'system',
        name: 'shop',
        subject: 'shop',
        scope: { sellerIds: ['a', 'b'], marketplaceIds: ['US'] },
        expiresAt: KNOWING.nowMs + 90 * 86_400_000,
      },
    });
    expect(read('create --role provider --name app --subject prov-1 --expires 2027-01-31')).toMatchObject({
      key: { subject: 'prov-1', expiresAt: Date.parse('2027-01-31T00:00:00Z') },
    });
  });

  it('knows a key by what the list shows, by its id alone, or by all of it', () => {
    for (const text of ['abcdefghijkl', 'hf_live_abcdefghijkl', `hf_live_abcdefghijkl_${'A'.repeat(43)}`])
      expect(read(`revoke ${text}`)).toEqual({ do: 'revoke', keyId: 'abcdefghijkl' });
  });

  it.each([
    ['', 'What is to be done'],
    ['make', 'What is to be done'],
    ['list all', 'What is to be done'],
    ['revoke', 'What is to be done'],
    ['revoke shop', 'That is no id of a key'],
    ['create', '--role must be one of'],
    ['create --role king --name a', '--role must be one of'],
    ['create --role system', '--name must be'],
    ['create --role system --name a:b', '--name must be'],
    ['create --role system --name a --subject a.b', '--subject must be'],
    ['create --role customer --name a', '--subject is missing'],
    ['create --role support --name a --seller s', 'limit systems only'],
    ['create --role system --name a --marketplace XX', 'none that a policy pack serves: US, IN'],
    ['create --role system --name a --seller a/b', '--seller must be'],
    ['create --role system --name a --sellers s', 'Unknown option'],
    ['create --role system --name a --expires soon', '--expires must be'],
    ['create --role system --name a --expires 2027-02-31', '--expires must be'],
    ['create --role system --name a --expires 2026-11-26', '--expires must lie ahead'],
    ['create --role system --name a --expires 3651d', '--expires must lie ahead'],
  ])('refuses: %s', (line, why) => {
    expect(() => read(line)).toThrow(why);
  });
});
