// Goal: a secret may be a mounted file; a wrong value is named by its variable and never shown. Method: real files, nothing is started.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../app/config/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = 'postgres://holdfast:hunter2@127.0.0.1:5432/holdfast';

function fileWith(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function refusal(env: Readonly<Record<string, string>>): string {
  try {
    readConfig(env, '/srv');
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

describe('a secret in a file', () => {
  it('is read without the line break at its end', () => {
    expect(readConfig({ DATABASE_URL_FILE: fileWith('database', `${SECRET}\n`) }, '/srv').databaseUrl).toBe(SECRET);
    expect(readConfig({ SMTP_URL_FILE: fileWith('smtp', 'smtp://127.0.0.1:25') }, '/srv').smtpUrl).toBe('smtp://127.0.0.1:25');
  });

  it('is not looked for where the variable is empty', () => {
    expect(readConfig({ DATABASE_URL_FILE: '', DATABASE_URL: SECRET }, '/srv').databaseUrl).toBe(SECRET);
  });

  it.each([
    ['is given twice', () => ({ DATABASE_URL: SECRET, DATABASE_URL_FILE: fileWith('twice', SECRET) })],
    ['is not there', () => ({ DATABASE_URL_FILE: join(folder, 'absent') })],
    ['is a folder', () => ({ DATABASE_URL_FILE: folder })],
    ['is empty', () => ({ DATABASE_URL_FILE: fileWith('empty', '\n') })],
    ['is too large', () => ({ DATABASE_URL_FILE: fileWith('large', 'x'.repeat(65 * 1024)) })],
    ['holds something else', () => ({ DATABASE_URL_FILE: fileWith('other', 'mysql://holdfast:hunter2@127.0.0.1/holdfast') })],
  ])('that %s is refused by the name of its variable, without the value', (_what, env) => {
    const said = refusal(env());
    expect(said).toContain('DATABASE_URL');
    expect(said).not.toContain('hunter2');
  });
});
