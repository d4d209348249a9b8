import { randomUUID } from 'node:crypto';

/** The running program as the stories use it: JSON over HTTP, one idempotency key a request, a refusal is an answer too. */
export interface Api {
  as(token: string): Caller;
}

export interface Caller {
  get<T = Json>(path: string): Promise<T>;
  put(path: string, body: Json): Promise<Json>;
  post(path: string, body?: Json): Promise<Json>;
  /** Puts the bytes of an announced document. */
  upload(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Gives a command of an order and prints how it ended. */
  command(orderId: string, command: string, body?: Json): Promise<Json>;
}

export type Json = { readonly [key: string]: unknown };

export function connect(base: string, say: (line: string) => void): Api {
  return {
    as: (token) => {
      const call = async (method: string, path: string, body?: Json): Promise<{ status: number; answer: Json }> => {
        const response = await fetch(`${base}${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return { status: response.status, answer: (await response.json()) as Json };
      };
      const expectOk = async (method: string, path: string, body?: Json): Promise<Json> => {
        const { status, answer } = await call(method, path, body);
        if (status >= 400) throw new Error(`${method} ${path}: ${status} ${String(answer['code'])} ${String(answer['detail'])}`);
        return answer;
      };
      return {
        get: async <T>(path: string) => (await expectOk('GET', path)) as T,
        put: (path, body) => expectOk('PUT', path, body),
        post: (path, body) => expectOk('POST', path, body ?? {}),
        upload: async (path, bytes) => {
          const response = await fetch(new URL(path, base), { method: 'PUT', headers: { authorization: `Bearer ${token}` }, body: bytes });
          if (!response.ok) throw new Error(`PUT ${path}: ${response.status}`);
        },
        command: async (orderId, command, body) => {
          const { status, answer } = await call('POST', `/v1/orders/${orderId}/commands/${command}`, body ?? {});
          say(`  ${token.padEnd(24)} ${command.padEnd(20)} ${outcome(status, answer)}`);
          return answer;
        },
      };
    },
  };
}

function outcome(status: number, answer: Json): string {
  if (status === 200) return `accepted → ${String((answer['order'] as Json | undefined)?.['state'])}${warnings(answer)}`;
  const unmet = (answer['unmet'] as readonly Json[] | undefined)?.map((one) => one['id']).join(', ');
  return `refused: ${status} ${String(answer['code'])}${unmet ? ` (${unmet})` : ''}`;
}

function warnings(answer: Json): string {
  const list = (answer['warnings'] as readonly Json[] | undefined) ?? [];
  return list.length > 0 ? `, with ${list.map((one) => one['code']).join(', ')}` : '';
}
