// Goal: whoever may not know something cannot tell two worlds apart that differ in nothing else, whatever it asks; who may know it reads it.
// Method: two worlds with the same orders and other secrets; each caller asks everything that can be asked (reads, searches, feeds, packs,
// pages, repeats, refusals) in both, and the answers are compared byte by byte. What is a secret for whom is read from the tables of readers.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messageSeenBy } from '../../api/presenters/conversation.ts';
import { ORDER_BODIES } from '../../domain/order/readers/texts.ts';
import { ADDRESS, ORDER_VIEW } from '../../domain/order/readers/view.ts';
import { CONTACT, DESK, EVERYONE, mayRead, PERSONAL, type Relation, STAFF, type Who } from '../../domain/shared/reading/readers.ts';
import { readersRows } from '../../scripts/readers.ts';
import { askEverything } from './support/ask-everything.ts';
import { ORDERS, openWorld, type Secrets, type World } from './support/worlds.ts';

interface Secret {
  readonly order: string;
  readonly who: Who;
  /** Rows of the tables that it stands for. */
  readonly rows: readonly string[];
  /** Who said it knows it. */
  readonly author?: string;
  /** Not a word that can be looked for: a sum is made of it. */
  readonly isSum?: true;
}

const perOrder = Object.values(ORDERS).flatMap((order): [string, Secret][] => [
  [
    `${order} name`,
    {
      order,
      who: ORDER_VIEW.customer === EVERYONE ? EVERYONE : PERSONAL,
      rows: ['order customer.name', 'order in a list customerName', 'service job buyer.name'],
    },
  ],
  [`${order} contact`, { order, who: CONTACT, rows: ['order customer.contact', 'texts that the store adds create.givenSha256'] }],
  [`${order} street`, { order, who: ADDRESS['addressLine1'] ?? [], rows: addressRows((line) => line !== 'phone') }],
  [`${order} phone`, { order, who: ADDRESS['phone'] ?? [], rows: addressRows((line) => line === 'phone') }],
]);

function addressRows(isMeant: (line: string) => boolean): readonly string[] {
  const lines = Object.keys(ADDRESS).filter(isMeant);
  return lines.flatMap((line) => [`order serviceLocation.address.${line}`, `service job serviceLocation.address.${line}`]);
}

const body = (command: 'reassign-provider' | 'waive' | 'decide-fee' | 'attribute', order: string): Secret => ({
  order,
  who: ORDER_BODIES[command].reason as Who,
  rows: [`body of a command ${command}.reason`, 'texts that the store adds supportDecision.reason', 'every event commandId'],
});

const SECRETS: Readonly<Record<string, Secret>> = {
  ...Object.fromEntries(perOrder),
  'reassign reason': body('reassign-provider', ORDERS.open),
  'waive reason': body('waive', ORDERS.open),
  'fee reason': body('decide-fee', ORDERS.cancelled),
  'attribute reason': body('attribute', ORDERS.cancelled),
  'amended street': {
    order: ORDERS.open,
    who: PERSONAL,
    rows: Object.keys(ADDRESS).flatMap((line) => (line === 'phone' ? [] : [`body of a command amend.address.${line}`])),
  },
  'amended phone': { order: ORDERS.open, who: CONTACT, rows: ['body of a command amend.address.phone'] },
  'contact summary': {
    order: ORDERS.open,
    who: ORDER_BODIES['contact-support'].summary as Who,
    rows: ['body of a command contact-support.summary', 'order defects[].supportContact.summary'],
  },
  blocked: {
    order: ORDERS.open,
    who: messageSeenBy({ status: 'BLOCKED', direction: 'OUTBOUND', to: 'CUSTOMER' }),
    rows: [],
    author: 'provider',
  },
  escalation: { order: ORDERS.open, who: messageSeenBy({ status: 'SENT', direction: 'OUTBOUND', to: 'SUPERVISOR' }), rows: [] },
  'letter name': { order: ORDERS.cancelled, who: PERSONAL, rows: ['message greeting.subject', 'message greeting.text'] },
  'income share': { order: ORDERS.cancelled, who: DESK, rows: [], author: 'system', isSum: true },
  'proposed amount': {
    order: ORDERS.proposed,
    who: DESK,
    rows: [
      'claim proposal',
      ...['outcome', 'remedy', 'amount', 'limit'].map((fact) => `facts of a claim's event DECISION_PROPOSED.${fact}`),
    ],
    isSum: true,
  },
  'proposal reason': { order: ORDERS.proposed, who: DESK, rows: [] },
  // Of an order that none of the parties here has to do with.
  'buyer name': { order: 'imported', who: STAFF, rows: [] },
  'exception reason': {
    order: ORDERS.late,
    who: DESK,
    rows: ['claim exception.reason', 'body of a command file-claim.exception'],
  },
};

/** What each caller has to do with each order, said by hand. */
const RELATIONS: Readonly<Record<string, (order: string) => readonly Relation[]>> = {
  customer: (order) => (order === 'imported' ? [] : ['CUSTOMER']),
  'a provider of before': () => [],
  provider: (order) => {
    if (order === 'imported') return [];
    return order === ORDERS.open || order === ORDERS.proposed ? ['PROVIDER', 'ASSIGNED'] : ['PROVIDER'];
  },
  system: () => ['SYSTEM'],
  "a seller's system": (order) => (order === 'imported' ? [] : ['SYSTEM']),
  support: () => ['SUPPORT'],
  supervisor: () => ['SUPPORT'],
  auditor: () => ['AUDITOR'],
};

function knows(caller: string, { order, who, author }: Secret): boolean {
  return caller === author || mayRead({ relations: RELATIONS[caller]?.(order) ?? [] }, who);
}

const word = (name: string, world: string): string => `${world}${name.replace(/[^a-z]/g, '')}`.slice(0, 40);

/** A world's words: those named are the other ones. */
function secretsOf(others: (name: string) => boolean): Secrets {
  return Object.fromEntries(Object.keys(SECRETS).map((name) => [name, word(name, others(name) ? 'qx' : 'ab')]));
}

/** Searched for in both worlds: what a search finds tells as much as what it shows. */
const WORDS = Object.keys(SECRETS)
  .filter((name) => name === 'so-open name' || name === 'so-late name')
  .flatMap((name) => [word(name, 'ab'), word(name, 'qx')]);

/** A world is some sixty requests, and everything that can be asked of it some hundreds: on a busy machine minutes. */
const WORLD_MS_MAX = 300_000;
const isDeep = Boolean(process.env['HOLDFAST_DEEP']);

const worlds: World[] = [];
let base: World;
async function world(others: (name: string) => boolean): Promise<World> {
  const opened = await openWorld(secretsOf(others));
  worlds.push(opened);
  return opened;
}

beforeAll(async () => {
  base = await world(() => false);
}, WORLD_MS_MAX);
afterAll(async () => {
  for (const { edge } of worlds) await edge.close();
});

const asked = (of: World, caller: string): Promise<ReadonlyMap<string, string>> =>
  askEverything(of, of.callers[caller] ?? '', { words: WORDS, refused: isDeep ? () => true : (number) => number % 7 === 0 });

/** What each caller is answered in the first world, asked once. */
const answers = new Map<string, Promise<ReadonlyMap<string, string>>>();
function askedOfBase(caller: string): Promise<ReadonlyMap<string, string>> {
  const asking = answers.get(caller) ?? asked(base, caller);
  answers.set(caller, asking);
  return asking;
}

function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].flatMap((name) => {
    const [a = '', b = ''] = [one.get(name), other.get(name)];
    if (a === b) return [];
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    return [`${name}\n   ${a.slice(Math.max(0, at - 80), at + 80)}\n   ${b.slice(Math.max(0, at - 80), at + 80)}`];
  });
}

describe.each(Object.keys(RELATIONS))('for %s', (caller) => {
  const unknown = Object.entries(SECRETS).filter(([, secret]) => !knows(caller, secret));
  const known = Object.entries(SECRETS).filter(([, secret]) => knows(caller, secret));

  it(
    'two worlds that differ in what it may not know are the same',
    async () => {
      if (unknown.length === 0) return;
      const other = await world((name) => unknown.some(([one]) => one === name));
      expect(differences(await askedOfBase(caller), await asked(other, caller))).toEqual([]);
    },
    WORLD_MS_MAX,
  );

  it(
    'what it may know is there to be read',
    async () => {
      const all = [...(await askedOfBase(caller)).values()].join('\n');
      // An address that was amended is no longer anywhere.
      const isGone = (name: string): boolean => name === 'so-open street' || name === 'so-open phone';
      const readable = known.filter(([name, { isSum, author }]) => !isSum && author === undefined && !isGone(name));
      expect(readable.filter(([name]) => !all.includes(word(name, 'ab'))).map(([name]) => name)).toEqual([]);
    },
    WORLD_MS_MAX,
  );
});

it('every row that withholds something has a secret here', () => {
  const covered = new Set(Object.values(SECRETS).flatMap(({ rows }) => rows));
  const rows = readersRows().filter(({ who }) => who !== EVERYONE);
  const bare = rows.map(({ table, field }) => `${table} ${field}`).filter((row) => !covered.has(row));
  // No event that is stored has words; the message's own form has nothing withheld.
  expect(bare).toEqual(['every event words']);
});

// Minutes long: `npm run test:deep`.
if (isDeep) {
  it.each(Object.keys(SECRETS))(
    'nobody who may not know it can tell a world with another %s',
    async (name) => {
      const secret = SECRETS[name];
      const strangers = Object.keys(RELATIONS).filter((caller) => secret && !knows(caller, secret));
      const other = await world((one) => one === name);
      for (const caller of strangers)
        expect([caller, differences(await askedOfBase(caller), await asked(other, caller))]).toEqual([caller, []]);
    },
    WORLD_MS_MAX,
  );
}
