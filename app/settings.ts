import { z } from 'zod';

const url = (...schemes: readonly string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)), {
    error: `expected a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });

const port = z.string().refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, {
  error: 'expected a port number from 0 (any free one) to 65535',
});

const mailAddress = z
  .string()
  .max(320)
  .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'expected a mail address such as support@shop.example');

/** What counts as yes and as no in a variable. */
export const SWITCH: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  on: true,
  false: false,
  '0': false,
  off: false,
};

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
    .describe('Address to listen on; a loopback address, as long as development tokens are the only credentials.'),
  DATA_DIR: z
    .string()
    .max(4_096)
    .default('.data')
    .describe('Folder of the embedded database, the embedded Temporal server, mails, documents; one process at a time.'),
  DATABASE_URL: url('postgres', 'postgresql')
    .optional()
    .describe('PostgreSQL in place of the embedded PGlite.')
    .meta({ example: 'postgres://holdfast@db.internal:5432/holdfast', without: 'embedded PGlite in the data directory' }),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[A-Za-z0-9._-]+:\d{1,5}$|^\[[0-9A-Fa-f:]+\]:\d{1,5}$/, 'expected host:port, such as temporal.internal:7233')
    .optional()
    .describe('A Temporal server that is there already.')
    .meta({ example: 'temporal.internal:7233', without: 'an embedded server is started' }),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/, 'expected the name of a Temporal namespace, letters, digits, dots and dashes')
    .default('default')
    .describe('Namespace of the orders at Temporal.'),
  TEMPORAL_CLI: z
    .string()
    .max(4_096)
    .optional()
    .describe('Path of the `temporal` program that runs the embedded server.')
    .meta({ example: '/usr/local/bin/temporal', without: 'the one on the PATH, else it is fetched once' }),
  SANDBOX: z
    .string()
    .refine((value) => SWITCH[value.toLowerCase()] !== undefined, { error: 'expected true or false' })
    .optional()
    .describe('Whether orders may carry a test clock (`advance-clock`).')
    .meta({ example: 'false', without: 'true with the embedded Temporal server, false with another' }),
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
  DOCUMENTS_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9.-]{3,63}$/, 'expected the name of a bucket')
    .optional()
    .describe('S3 bucket for documents; credentials come from the usual AWS sources.')
    .meta({ example: 'holdfast-documents', without: 'a folder in the data directory' }),
  DOCUMENTS_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'expected a region such as eu-west-1')
    .optional()
    .describe('Region of that bucket.')
    .meta({ example: 'eu-west-1', without: 'as the AWS sources say' }),
  DOCUMENTS_S3_ENDPOINT: url('http', 'https')
    .optional()
    .describe('Address of a storage that speaks S3 and is not AWS.')
    .meta({ example: 'https://storage.internal:9000', without: 'AWS' }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'expected one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('warn')
    .describe('How much is logged, as JSON lines on stderr: fatal, error, warn, info, debug, trace, silent.'),
});

/** Variables that may hold a password: each may instead be named by a file, `<NAME>_FILE`, as container secrets are mounted. */
export const SECRETS = ['DATABASE_URL', 'SMTP_URL'] as const satisfies readonly (keyof typeof Settings.shape)[];
