// Goal: the screen of a start offers only credentials that are accepted. Method: the screen's text for two environments.
import { expect, it } from '@jest/globals';
import { readConfig } from '../../app/config/config.ts';
import { screen } from '../../app/process/screen.ts';

const RUNNING = {
  api: 'http://127.0.0.1:3000',
  console: 'http://127.0.0.1:3000/console',
  mailbox: 'http://127.0.0.1:3000/console/mailbox',
  temporal: { address: '127.0.0.1:7233', namespace: 'default', ui: null },
  pid: 1,
};

const shown = (env: Readonly<Record<string, string>>): string => screen(RUNNING, readConfig(env, '/srv'));

it('offers development tokens and the demo where they are accepted', () => {
  expect(shown({})).toContain("-H 'authorization: Bearer dev-system:shop'");
  expect(shown({})).toContain('npm run demo');
});

it('says how else to sign in where they are not, and offers none', () => {
  const text = shown({ DEVELOPMENT_TOKENS: 'false' });
  expect(text).not.toContain('dev-');
  expect(text).not.toContain('npm run demo');
  expect(text).toContain('npm run keys');
  expect(text).toContain('OIDC_ISSUER');
});
