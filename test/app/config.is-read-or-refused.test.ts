// Goal: documents never end up elsewhere than the operator meant.
// Method: environments as they would be given; nothing is started.
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../app/config.ts';

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
