import { ROUTES } from '../../../api/routes/index.ts';
import { COMMANDS } from '../../../domain/order/commands/index.ts';
import type { Json } from './edge.ts';
import { unzipped } from './unzipped.ts';
import type { World } from './worlds.ts';

/** Everything that a caller can ask in a world, and what it was answered: by the request, without what differs each time. */
export async function askEverything(
  world: World,
  token: string,
  { words, refused }: { readonly words: readonly string[]; readonly refused: (number: number) => boolean },
): Promise<ReadonlyMap<string, string>> {
  const { edge, ids } = world;
  const asked = new Map<string, string>();
  const ask = async (path: string): Promise<void> => {
    const response = await fetch(`${edge.base}${path}`, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isPack = response.headers.get('content-type') === 'application/zip';
    const text = isPack ? await packText(bytes) : bytes.toString('utf8');
    asked.set(`${asked.size} GET ${normal(path)}`, normal(`${response.status} ${response.headers.get('etag')} ${text}`));
  };
  for (const path of readPaths(ids, words)) await ask(path);
  await ask(`/claim/${world.link}`);
  const own = world.given.filter((one) => one.token === token);
  for (const { path, body, key } of own) {
    const answer = await edge.post(path, token, body, { 'idempotency-key': key });
    asked.set(`REPEAT ${key} ${path}`, normal(`${answer.status} ${JSON.stringify(answer.body)}`));
    const decision = answer.body['decision'] as Json | undefined;
    if (decision) await ask(`/v1/commands/${String(decision['id'])}`);
  }
  for (const orderId of ids['orderId'] ?? []) {
    for (const command of Object.keys(COMMANDS).filter((_name, number) => refused(number))) {
      const path = `/v1/orders/${orderId}/commands/${command}`;
      const answer = await edge.post(path, token, {}, { 'if-match': '"v1"' });
      asked.set(`POST ${path}`, normal(`${answer.status} ${JSON.stringify(answer.body)}`));
    }
  }
  return asked;
}

function readPaths(ids: World['ids'], words: readonly string[]): readonly string[] {
  const named = ROUTES.filter(({ method }) => method === 'get').flatMap(({ path }) => {
    const [, name] = /\{(\w+)\}/.exec(path) ?? [];
    if (name === undefined) return [path];
    if (name === 'commandId' || name === 'policyId') return [];
    return (ids[name] ?? []).map((id) => path.replace(`{${name}}`, id));
  });
  const searches = words.flatMap((word) => [
    `/v1/orders?q=${encodeURIComponent(word)}`,
    `/console?state=ANY&q=${encodeURIComponent(word)}`,
  ]);
  const pages = [
    ...(ids['orderId'] ?? []).flatMap((id) => [
      `/console/orders/${id}`,
      `/console/orders/${id}/timeline.json`,
      `/console/orders/${id}/claims`,
    ]),
    ...(ids['claimId'] ?? []).map((id) => `/console/claims/${id}`),
    '/console?state=ANY',
    '/console/claims?all=yes',
  ];
  return [...named, ...searches, ...pages];
}

async function packText(zip: Buffer): Promise<string> {
  const files = await unzipped(zip);
  return [...files]
    .map(([name, bytes]) => `=== ${name}\n${/\.(json|txt)$/.test(name) ? bytes.toString('utf8') : bytes.toString('hex')}`)
    .join('\n');
}

/** Clocks, digests and drawn ids differ between two runs of one world; nothing else may. */
function normal(text: string): string {
  return (
    text
      .replace(/<time[^>]*>[^<]*<\/time>/g, '<time>')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<at>')
      .replace(/data-relative="[^"]*" data-now="[^"]*">[^<]*</g, '<relative>')
      .replace(/\b1[789]\d{11}\b/g, '<ms>')
      .replace(/\b[0-9a-f]{64}\b/g, '<hash>')
      .replace(/\b[0-9a-f]{16}…/g, '<hash>')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
      .replace(/"bytes": \d+/g, '<bytes>')
      // How early the visit was is counted from the clock.
      .replace(/-\d{4}\b/g, '<early>')
      .replace(/\b\d{4} minutes/g, '<early>')
      .replace(/\w{3},? \d{1,2} \w{3} \d{4}, \d\d:\d\d/g, '<at>')
      .replace(/"(nextCursor|formToken)":"[^"]*"/g, '<drawn>')
      .replace(/name="(formToken|idempotencyKey)" value="[^"]*"/g, '<drawn>')
      .replace(/cursor=[\w%.-]+/g, '<cursor>')
  );
}
