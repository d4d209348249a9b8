import { Agent, request } from 'node:http';

export interface Answered {
  readonly status: number;
  readonly text: string;
  /** From sending to the last byte. */
  readonly ms: number;
}

/** Sends over connections that stay open, one for each user; the same for the floor and the program. */
export interface HttpClient {
  /** @throws where the answer is none of `expected` (default: 2xx) or does not come */
  send(method: string, path: string, token: string, body?: unknown): Promise<Answered>;
  close(): void;
}

const ANSWER_MS_MAX = 30_000;

export function createHttpClient(base: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    async send(method, path, token, body) {
      const answered = await sent(new URL(path, base), agent, { method, token, body });
      if (answered.status >= 200 && answered.status < 300 && answered.status !== 202) return answered;
      throw new Error(`${method} ${path}: ${answered.status} ${answered.text.slice(0, 300)}`);
    },
    close: () => agent.destroy(),
  };
}

interface Given {
  readonly method: string;
  readonly token: string;
  readonly body: unknown;
}

function sent(url: URL, agent: Agent, { method, token, body }: Given): Promise<Answered> {
  const startedAt = performance.now();
  const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body), 'utf8');
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(bytes ? { 'content-type': 'application/json', 'content-length': bytes.length } : {}),
    };
    const going = request(url, { method, agent, headers, timeout: ANSWER_MS_MAX }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          ms: performance.now() - startedAt,
        }),
      );
    });
    going.on('timeout', () => going.destroy(new Error(`${method} ${url.pathname}: no answer within ${ANSWER_MS_MAX} ms`)));
    going.on('error', reject);
    going.end(bytes ?? undefined);
  });
}
