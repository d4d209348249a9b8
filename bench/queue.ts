import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { createHttpClient } from './http.ts';
import { percentile } from './statistics.ts';
import { SUPPORT } from './visit.ts';

export interface Queue {
  readonly orders: number;
  readonly pages: Readonly<Record<string, { readonly p50Ms: number; readonly p99Ms: number; readonly bytes: number }>>;
}

/** What the queue is looked at by: the API's first page and the next ones, and the console's page with the counts of its views. */
const LOOKED_AT = {
  'API, first page': '/v1/orders?sort=nextDeadline&limit=50',
  'API, waiting for the provider': '/v1/orders?sort=nextDeadline&waitingFor=PROVIDER&limit=50',
  console: '/console',
} as const;

const WARM_UP = 10;

/** Pages of the queue, one reader. */
export async function measureQueue(base: string, orders: number, pages: number): Promise<Queue> {
  const client = createHttpClient(base, 1);
  try {
    const found: [string, Queue['pages'][string]][] = [];
    for (const [name, path] of Object.entries(LOOKED_AT)) {
      const times: number[] = [];
      let bytes = 0;
      for (let look = 0; look < pages + WARM_UP; look += 1) {
        const { ms, text } = await client.send('GET', path, SUPPORT);
        if (look >= WARM_UP) times.push(ms);
        bytes = Buffer.byteLength(text);
      }
      found.push([name, { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99), bytes }]);
    }
    found.push(['API, page after page', await leafThrough(client, pages)]);
    return { orders, pages: Object.fromEntries(found) };
  } finally {
    client.close();
  }
}

async function leafThrough(client: ReturnType<typeof createHttpClient>, pages: number): Promise<Queue['pages'][string]> {
  const first = LOOKED_AT['API, first page'];
  const times: number[] = [];
  let path: string = first;
  let bytes = 0;
  for (let page = 0; page < pages; page += 1) {
    const { ms, text } = await client.send('GET', path, SUPPORT);
    times.push(ms);
    bytes = Buffer.byteLength(text);
    const { nextCursor } = JSON.parse(text) as { readonly nextCursor?: string | null };
    path = nextCursor ? `${first}&cursor=${encodeURIComponent(nextCursor)}` : first;
  }
  return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99), bytes };
}

/** Columns that are taken as they are. */
const COPIED = [
  ...['terms', 'creation_hash', 'last_hash', 'name', 'version', 'sequence', 'ended', 'provider_id', 'customer_id', 'seller_id'],
  ...['title', 'customer_name', 'holds', 'waiting_for', 'clock_offset_ms', 'updated_at', 'closed_at'],
];
/** JSON that names the order's id. */
const RENAMED = ['state', 'details', 'given'];

/** Rows like those of the orders whose ids begin with `like`, each with its own id and deadline; read by the lists alone. */
const COPY = `
  insert into orders (order_id, ${COPIED.join(', ')}, ${RENAMED.join(', ')}, next_deadline, created_at, workflow_started_at)
  select 'queue-' || number, ${COPIED.map((column) => `old.${column}`).join(', ')},
    ${RENAMED.map((column) => `replace(old.${column}::text, old.order_id, 'queue-' || number)::json`).join(', ')},
    clock_timestamp() + number * interval '1 minute' + interval '1 day', old.created_at - number * interval '1 second', clock_timestamp()
  from generate_series(1, $1::integer) as number
  join (select *, row_number() over (order by order_id) - 1 as place, count(*) over () as places from orders where order_id like $2) as old
    on old.place = number % old.places
  on conflict do nothing`;

/** Fills the store of a program that does not run. @param dataDir of PGlite, where there is no URL */
export async function fillStore(
  store: { readonly url: string | null; readonly dataDir: string },
  orders: number,
  like: string,
): Promise<void> {
  const parameters = [orders, `${like}%`];
  if (store.url === null) {
    const pglite = await PGlite.create({ dataDir: store.dataDir });
    try {
      await pglite.query(COPY, parameters);
      await pglite.exec('analyze orders');
    } finally {
      await pglite.close();
    }
    return;
  }
  const client = new Client({ connectionString: store.url });
  await client.connect();
  try {
    await client.query(COPY, parameters);
    await client.query('analyze orders');
  } finally {
    await client.end();
  }
}
