// Goal: a namespace that forgets ended workflows too soon is named at the start, with what is lost; nobody is kept from starting.
// Method: the real server's namespace, whose retention is set shorter, then as long as the published packs need.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { checkRetention, neededRetentionMs } from '../../app/process/retention.ts';
import { type ConnectedGateway, connectGateway } from '../../commands/temporal/gateway-connection.ts';
import { loadPolicies } from '../../policies/registry.ts';
import { type Engine, NAMESPACE, startEngine } from '../support/engine.ts';

const DAY_MS = 86_400_000;
const policies = loadPolicies();
let engine: Engine & { stop(): Promise<void> };
let gateway: ConnectedGateway;

beforeAll(async () => {
  engine = await startEngine();
  gateway = connectGateway({ address: engine.address }, NAMESPACE);
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await engine.stop();
}, 30_000);

async function warnings(asked: ConnectedGateway): Promise<readonly string[]> {
  const said: string[] = [];
  const warn = (_fields: object, message: string): void => void said.push(message);
  await checkRetention({ gateway: asked, policies }, { warn } as Parameters<typeof checkRetention>[1]);
  return said;
}

it('is the longest window of any pack and 60 days', () => {
  expect(neededRetentionMs(policies)).toBe(90 * DAY_MS);
});

it('is warned of where it is a day short, in one sentence that says what is lost', async () => {
  await gateway.keepEndedFor(89 * DAY_MS);
  const [said = '', ...more] = await warnings(gateway);
  expect(more).toEqual([]);
  expect(said).toContain('for 89 days, needed are 90 days');
  expect(said).toContain('histories of ended orders and claims are gone');
});

it('is not spoken of where it is long enough', async () => {
  await gateway.keepEndedFor(90 * DAY_MS);
  expect(await warnings(gateway)).toEqual([]);
});

it('that cannot be read is said, and stops nobody', async () => {
  const nobody = connectGateway({ address: engine.address }, 'no-such-namespace');
  expect(await warnings(nobody)).toEqual([expect.stringContaining('could not be read')]);
  await nobody.close();
});
