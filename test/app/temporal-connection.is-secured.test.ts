// Goal: Temporal is reached as its own variables say: encrypted, by certificate, by API key, by a named profile; halves are refused.
// Method: a real server behind a TLS terminator that asks for a client's certificate, and an HTTP/2 server that tells the headers it got.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NativeConnection } from '@temporalio/worker';
import { temporalConnection } from '../../app/temporal/temporal-connection.ts';
import { connectGateway } from '../../commands/temporal/gateway-connection.ts';
import { type Engine, startEngine } from '../support/engine.ts';

const file = (name: string): string => fileURLToPath(new URL(`../support/tls/${name}`, import.meta.url));
const pem = async (name: string) => ({ cert: await readFile(file(`${name}.pem`)), key: await readFile(file(`${name}.key`)) });

let engine: Engine & { stop(): Promise<void> };
let terminator: Server;
let folder: string;
let secured: Readonly<Record<string, string>>;

beforeAll(async () => {
  engine = await startEngine();
  folder = await mkdtemp(join(tmpdir(), 'holdfast-connection-'));
  const [host = '', port = ''] = engine.address.split(':');
  const options = { ...(await pem('server')), ca: await readFile(file('ca.pem')), requestCert: true, ALPNProtocols: ['h2'] };
  terminator = createServer(options, (socket) => {
    const inner = connect(Number(port), host);
    for (const [from, to] of [
      [socket, inner],
      [inner, socket],
    ] as const) {
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => void terminator.listen(0, '127.0.0.1', resolve));
  secured = {
    TEMPORAL_ADDRESS: `127.0.0.1:${(terminator.address() as AddressInfo).port}`,
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: file('ca.pem'),
    TEMPORAL_TLS_CLIENT_CERT_PATH: file('client.pem'),
    TEMPORAL_TLS_CLIENT_KEY_PATH: file('client.key'),
  };
}, 60_000);
afterAll(async () => {
  await new Promise<void>((resolve) => void terminator.close(() => resolve()));
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

/** Whether the gateway's client gets an answer with these variables. */
async function answers(variables: Readonly<Record<string, string>>): Promise<boolean> {
  const { options, namespace } = temporalConnection(variables);
  const gateway = connectGateway(options, namespace);
  try {
    return (await gateway.keepsEndedForMs()) !== null;
  } catch {
    return false;
  } finally {
    await gateway.close();
  }
}

describe('a connection with certificates', () => {
  it('reaches the server, from the gateway and from the worker', async () => {
    expect(await answers(secured)).toBe(true);
    const native = await NativeConnection.connect(temporalConnection(secured).options);
    await native.close();
  });

  it('is refused without the certificate that the server asks for, and where its CA is not trusted', async () => {
    const { TEMPORAL_ADDRESS = '', TEMPORAL_TLS_SERVER_CA_CERT_PATH = '' } = secured;
    const connected = (variables: Readonly<Record<string, string>>) => NativeConnection.connect(temporalConnection(variables).options);
    await expect(connected({ TEMPORAL_ADDRESS, TEMPORAL_TLS_SERVER_CA_CERT_PATH })).rejects.toThrow(/transport/i);
    await expect(connected({ ...secured, TEMPORAL_TLS_SERVER_CA_CERT_PATH: file('client.pem') })).rejects.toThrow(/transport/i);
  });

  it('is found by the name of a profile, and variables go before the file', async () => {
    const toml = join(folder, 'temporal.toml');
    const tls = `client_cert_path = "${file('client.pem')}"\nclient_key_path = "${file('client.key')}"\nserver_ca_cert_path = "${file('ca.pem')}"`;
    await writeFile(toml, `[profile.orders]\naddress = "127.0.0.1:1"\nnamespace = "default"\n[profile.orders.tls]\n${tls}\n`);
    const named = { TEMPORAL_CONFIG_FILE: toml, TEMPORAL_PROFILE: 'orders' };
    expect(temporalConnection(named).address).toBe('127.0.0.1:1');
    expect(await answers({ ...named, TEMPORAL_ADDRESS: secured['TEMPORAL_ADDRESS'] ?? '' })).toBe(true);
  });
});

it('sends the API key over an encrypted connection', async () => {
  const seen: string[] = [];
  const server: Http2SecureServer = createSecureServer(await pem('server'));
  server.on('stream', (stream, headers) => {
    seen.push(String(headers.authorization));
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '16' }, { endStream: true });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const TEMPORAL_ADDRESS = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = { TEMPORAL_ADDRESS, TEMPORAL_API_KEY: 'cloud-key', TEMPORAL_TLS_SERVER_CA_CERT_PATH: file('ca.pem') };
  expect(await answers(key)).toBe(false);
  expect(seen[0]).toBe('Bearer cloud-key');
  await new Promise<void>((resolve) => void server.close(() => resolve()));
});

describe('what would be passed over in silence', () => {
  it.each([
    ['a profile without its file', { TEMPORAL_PROFILE: 'orders' }, 'TEMPORAL_CONFIG_FILE'],
    ['a certificate without its key', { TEMPORAL_TLS_CLIENT_CERT_PATH: '/cert.pem' }, 'TEMPORAL_TLS_CLIENT_KEY_PATH'],
    ['an API key in the clear', { TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'off' }, 'TEMPORAL_TLS'],
    ['a file that is not there', { TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml' }, 'ENOENT'],
    ['a certificate that is not there', { TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/ca.pem' }, 'ENOENT'],
  ])('is refused: %s', (_what, variables, said) => {
    expect(() => temporalConnection({ TEMPORAL_ADDRESS: '127.0.0.1:7233', ...variables })).toThrow(said);
  });

  it('is on for every word that means yes', () => {
    const tls = (word: string) => temporalConnection({ TEMPORAL_ADDRESS: '127.0.0.1:7233', TEMPORAL_TLS: word }).options.tls;
    expect(['true', 'on', '1', 'TRUE'].map((word) => Boolean(tls(word)))).toEqual([true, true, true, true]);
    expect(tls('off')).toBe(false);
  });
});
