// `node deploy/make-secrets.mjs`: random values for the secrets of docker-compose.yml, each in a file of `.secrets/`. What is there
// already stays: another password is not the database's, another link key makes sent links void.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../.secrets/', import.meta.url));
// The folder is ours alone; the files in it are mounted one by one, for whatever user a container runs as.
mkdirSync(folder, { recursive: true, mode: 0o700 });
const made = [];
const secret = (name, value) => {
  if (!existsSync(folder + name)) {
    writeFileSync(folder + name, value(), { mode: 0o444 });
    made.push(name);
  }
  return readFileSync(folder + name, 'utf8');
};
const random = () => randomBytes(32).toString('base64url');

secret('postgres_password', random);
secret('temporal_db_password', random);
const password = secret('holdfast_db_password', random);
secret('database_url', () => `postgres://holdfast:${password}@postgres:5432/holdfast`);
secret('link_key', random);
process.stdout.write(made.length === 0 ? 'All secrets are there.\n' : `Made in .secrets: ${made.join(', ')}.\n`);
