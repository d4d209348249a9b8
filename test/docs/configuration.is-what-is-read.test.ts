// Goal: the pages on configuration name what the program reads, and nothing else. Method: generate them from the schema and compare.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../app/config/config.ts';
import { SECRETS, Settings } from '../../app/config/settings.ts';
import { CONFIGURATION_PAGE, configurationPage, ENV_EXAMPLE, envExample } from '../../scripts/configuration.ts';

const NAMES = Object.keys(Settings.shape);

describe('.env.example', () => {
  const text = readFileSync(ENV_EXAMPLE, 'utf8');

  it('is the one of today', () => {
    expect(text).toBe(envExample());
  });

  it('holds values that are accepted as they stand', () => {
    const lines = [...text.matchAll(/^#([A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(lines.map(([name]) => name)).toEqual(NAMES);
    expect(readConfig(Object.fromEntries(lines), '/srv').publicUrl).toBe('https://orders.shop.example');
  });
});

describe('docs/configuration.md', () => {
  const text = readFileSync(CONFIGURATION_PAGE, 'utf8');

  it('is the one of today', () => {
    expect(text).toBe(configurationPage());
  });

  it('names every variable, and the file of every secret', () => {
    for (const name of [...NAMES, ...SECRETS.map((secret) => `${secret}_FILE`)]) expect(text).toContain(`\`${name}\``);
  });
});
