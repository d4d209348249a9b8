// A real OIDC issuer (oidc-provider) in a process of its own, on a free loopback port: says its address, and ends when its standard input
// closes. Reads `{ keys, people, audience }` from ISSUER: its private keys as JWKs, and who is known there with which claims and which
// algorithm. A person signs in as a client of its own (client credentials), so that no browser is needed for a token.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const { keys, people, audience } = JSON.parse(process.env.ISSUER ?? '{}');
const SECRET = 'a-secret-of-the-test-issuer-0000';

let callback = (_request, response) => response.writeHead(503).end();
const server = createServer((request, response) => callback(request, response));
await new Promise((resolve) => server.listen(Number(process.env.ISSUER_PORT ?? 0), '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  jwks: { keys },
  clients: Object.keys(people).map((id) => ({
    client_id: id,
    client_secret: SECRET,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_post',
  })),
  extraTokenClaims: (_context, token) => people[token.clientId].claims,
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      getResourceServerInfo: (_context, resource, client) => ({
        scope: '',
        audience: resource,
        accessTokenTTL: 600,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: people[client.clientId].alg } },
      }),
    },
  },
});
provider.on('server_error', (_context, error) => process.stderr.write(`${error.stack}\n`));
callback = provider.callback();
process.stdout.write(`${issuer}\n`);
process.stdin.resume().on('close', () => process.exit(0));
