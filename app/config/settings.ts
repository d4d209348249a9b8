import { z } from 'zod';
import { AccessSettings } from './settings-access.ts';
import { DocumentSettings } from './settings-documents.ts';
import { TemporalSettings } from './settings-temporal.ts';
import { TracingSettings } from './settings-tracing.ts';
import { mailAddress, path, port, url, yesOrNo } from './settings-values.ts';

/**
 * Every variable that the program reads, each with its check, its default and a sentence on what it does. `readConfig` reads it,
 * `.env.example` and `docs/configuration.md` are written from it (`scripts/configuration.ts`).
 */
export const Settings = z.object({
  PORT: port.default('3000').describe('Port of the API and the console; 0 takes any free one, named in `run.json`.'),
  HOST: z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9.:_-]+$/, 'expected an address to listen on, such as 127.0.0.1')
    .default('127.0.0.1')
    .describe('Address to listen on; development tokens are accepted on a loopback address only.'),
  DATA_DIR: path
    .default('.data')
    .describe('Folder of `npm start`: embedded database and Temporal server, mails, documents; one process at a time.'),
  DATABASE_URL: url('postgres', 'postgresql')
    .optional()
    .describe('PostgreSQL in place of the embedded PGlite.')
    .meta({ example: 'postgres://holdfast@db.internal:5432/holdfast', without: 'embedded PGlite in the data directory' }),
  ...TemporalSettings,
  METRICS_PORT: port
    .optional()
    .describe('Port of `/metrics` alone, which then is not on PORT: figures are for who watches, not for who calls. 0 takes any free one.')
    .meta({ example: '3002', without: '3002 for `npm run api`, or any free one where that is taken; on PORT for `npm start`' }),
  WORKER_PORT: port.default('3001').describe('Port of the worker process for probes and metrics.'),
  WORKER_BUILD_ID: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, 'expected letters, digits, dots, dashes and underscores')
    .optional()
    .describe('Version of the worker: it takes work once `npm run promote` has made it the current one.')
    .meta({ example: '2026.11.3', without: 'the worker has no version and takes work at once' }),
  SANDBOX: yesOrNo
    .optional()
    .describe('Whether orders may carry a test clock (`advance-clock`).')
    .meta({ example: 'false', without: 'true with the embedded Temporal server, false with another' }),
  DEVELOPMENT_TOKENS: yesOrNo
    .optional()
    .describe('Whether `dev-<role>:<id>` is accepted as a token, which anybody can guess: on a loopback address only.')
    .meta({ example: 'false', without: 'true for `npm start` on a loopback address, unless NODE_ENV is production; else false' }),
  ...AccessSettings,
  API_TOKEN: z
    .string()
    .max(8_192)
    .regex(/^[\x21-\x7e]+$/, 'expected a token in visible characters')
    .default('dev-system')
    .describe(
      'Token with which `npm run import` calls the program (a key of a system where development tokens are off), and `npm run restart-workflow` a running one (a supervisor’s).',
    ),
  LINK_KEY: z
    .string()
    .min(32, 'expected at least 32 characters, the same for all processes')
    .max(1_000)
    .optional()
    .describe(
      'Key that signs the links to the claim page; the same for all processes. When it is changed, `LINK_KEY_PREVIOUS` keeps sent links good.',
    )
    .meta({ example: 'at-least-32-characters-from-a-random-source', without: '`npm start` makes one in the data directory' }),
  LINK_KEY_PREVIOUS: z
    .string()
    .min(32, 'expected the LINK_KEY of before')
    .max(1_000)
    .optional()
    .describe('The `LINK_KEY` of before a change: links that it signed count until they end. Takes effect beside `LINK_KEY` alone.')
    .meta({ example: 'the-key-that-signed-links-until-today', without: 'links of another key are void' }),
  STOP_DELAY_SECONDS: z
    .string()
    .regex(/^([0-9]|[1-5][0-9]|60)$/, 'expected whole seconds from 0 to 60')
    .default('5')
    .describe('How long `npm run api` goes on serving after `/readyz` says no, so that balancers see it first.'),
  SMTP_URL: url('smtp', 'smtps')
    .optional()
    .describe('Where mails are sent; may hold a user and a password.')
    .meta({ example: 'smtps://user:password@mail.internal:465', without: 'the development mailbox' }),
  MAIL_FROM: mailAddress.default('orders@holdfast.example').describe('Sender of all mails.'),
  SUPPORT_EMAIL: mailAddress.default('support@holdfast.example').describe('Where support hears of what it has to do.'),
  SUPERVISOR_EMAIL: mailAddress.default('supervisor@holdfast.example').describe('Where a supervisor hears of what support left undone.'),
  PUBLIC_URL: url('http', 'https')
    .optional()
    .describe('Where people reach this program, for links in mails.')
    .meta({ example: 'https://orders.shop.example', without: 'the address that it listens on' }),
  ...DocumentSettings,
  ...TracingSettings,
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'expected one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('warn')
    .describe('How much is logged, as JSON lines on stderr: fatal, error, warn, info, debug, trace, silent.'),
});

/** Variables that may hold a password: each may instead be named by a file, `<NAME>_FILE`, as container secrets are mounted. */
export const SECRETS = [
  'DATABASE_URL',
  'SMTP_URL',
  'LINK_KEY',
  'LINK_KEY_PREVIOUS',
  'TEMPORAL_API_KEY',
] as const satisfies readonly (keyof typeof Settings.shape)[];
