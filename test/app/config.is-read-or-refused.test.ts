// Goal: documents end up where the operator meant; a part of a deployment does not start without what it shares; tokens that anybody can
// guess are never served to a network.
// Method: environments as they would be given; nothing is started.
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../app/config/config.ts';

const ENDPOINT = 'http://127.0.0.1:9000';

describe('the storage of documents', () => {
  it('is a folder of the data directory where nothing is said', () => {
    expect(readConfig({}, '/srv').documents).toBeNull();
    expect(readConfig({ DOCUMENTS_S3_BUCKET: '' }, '/srv').documents).toBeNull();
  });

  it('is a bucket where one is named', () => {
    const env = { DOCUMENTS_S3_BUCKET: 'documents', DOCUMENTS_S3_REGION: 'eu-west-1', DOCUMENTS_S3_ENDPOINT: ENDPOINT };
    expect(readConfig(env, '/srv').documents).toEqual({ bucket: 'documents', region: 'eu-west-1', endpoint: ENDPOINT });
    expect(readConfig({ DOCUMENTS_S3_BUCKET: 'documents' }, '/srv').documents).toEqual({ bucket: 'documents' });
  });

  it.each([
    ['DOCUMENTS_S3_BUCKET', { DOCUMENTS_S3_REGION: 'eu-west-1' }],
    ['DOCUMENTS_S3_BUCKET', { DOCUMENTS_S3_ENDPOINT: ENDPOINT }],
    ['DOCUMENTS_S3_BUCKET', { DOCUMENTS_S3_BUCKET: 'No Bucket' }],
    ['DOCUMENTS_S3_REGION', { DOCUMENTS_S3_BUCKET: 'documents', DOCUMENTS_S3_REGION: 'Mars!' }],
    ['DOCUMENTS_S3_ENDPOINT', { DOCUMENTS_S3_BUCKET: 'documents', DOCUMENTS_S3_ENDPOINT: 'ftp://127.0.0.1' }],
  ])('is refused by the name of the variable: %s, %j', (variable, env) => {
    expect(() => readConfig(env, '/srv')).toThrow(variable);
  });
});

const SHARED = {
  DATABASE_URL: 'postgres://holdfast@127.0.0.1:5432/holdfast',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  LINK_KEY: 'a-key-of-at-least-thirty-two-characters',
  PUBLIC_URL: 'https://orders.shop.example',
  SMTP_URL: 'smtp://127.0.0.1:25',
  DOCUMENTS_DIR: '/srv/documents',
};

describe('a process of a deployment', () => {
  it('reads what it shares with the others', () => {
    const { linkKey, documents, worker, temporal } = readConfig({ ...SHARED, WORKER_BUILD_ID: '2026.11.3' }, '/srv', 'worker');
    expect({ linkKey, documents, buildId: worker.buildId }).toEqual({
      linkKey: SHARED.LINK_KEY,
      documents: { sharedFolder: '/srv/documents' },
      buildId: '2026.11.3',
    });
    expect(temporal.cluster).toEqual({ TEMPORAL_ADDRESS: '127.0.0.1:7233' });
  });

  it.each([
    ['api', 'DATABASE_URL'],
    ['api', 'TEMPORAL_ADDRESS'],
    ['api', 'LINK_KEY'],
    ['api', 'DOCUMENTS_DIR'],
    ['worker', 'DATABASE_URL'],
    ['worker', 'TEMPORAL_ADDRESS'],
    ['worker', 'LINK_KEY'],
    ['worker', 'PUBLIC_URL'],
    ['worker', 'SMTP_URL'],
  ] as const)('%s is refused without %s, by its name', (program, name) => {
    expect(() => readConfig({ ...SHARED, [name]: undefined }, '/srv', program)).toThrow(name);
  });

  it('finds Temporal also by a file of connections', () => {
    const { temporal } = readConfig({ ...SHARED, TEMPORAL_ADDRESS: '', TEMPORAL_CONFIG_FILE: '/etc/temporal.toml' }, '/srv', 'worker');
    expect(temporal.cluster).toEqual({ TEMPORAL_CONFIG_FILE: '/etc/temporal.toml' });
  });

  it('refuses a link key that is short', () => {
    expect(() => readConfig({ ...SHARED, LINK_KEY: 'short' }, '/srv', 'api')).toThrow('LINK_KEY');
  });
});

describe('development tokens', () => {
  const areAccepted = (env: Readonly<Record<string, string>>, program: 'start' | 'api' = 'start') =>
    readConfig({ ...SHARED, ...env }, '/srv', program).areDevelopmentTokensAccepted;

  it('are accepted by npm start on a loopback address, and by a process of a deployment only when asked for', () => {
    expect(areAccepted({})).toBe(true);
    expect(areAccepted({ HOST: '::1' })).toBe(true);
    expect(areAccepted({}, 'api')).toBe(false);
    expect(areAccepted({ DEVELOPMENT_TOKENS: 'true' }, 'api')).toBe(true);
  });

  it('are off on a network and in production', () => {
    expect(areAccepted({ HOST: '0.0.0.0' })).toBe(false);
    expect(areAccepted({ NODE_ENV: 'production' })).toBe(false);
    expect(areAccepted({ DEVELOPMENT_TOKENS: 'off' })).toBe(false);
  });

  it.each([{ HOST: '0.0.0.0' }, { HOST: 'orders.internal' }, { NODE_ENV: 'production' }])('are refused on demand with %j', (env) => {
    expect(() => areAccepted({ ...env, DEVELOPMENT_TOKENS: 'true' })).toThrow('DEVELOPMENT_TOKENS');
  });
});
