import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { withSecretFiles } from './secret-files.ts';
import { Settings, SWITCH } from './settings.ts';
import { StartError } from './start-error.ts';

/** How this process was told to run. Paths are absolute, every default is filled in. */
export interface Config {
  readonly host: string;
  /** 0: any free port, see run.json. */
  readonly port: number;
  readonly dataDir: string;
  /** Null: PGlite in the data directory. */
  readonly databaseUrl: string | null;
  /** Address null: the embedded server, started by us. */
  readonly temporal: { readonly address: string | null; readonly namespace: string };
  /** Whether orders may carry a test clock. */
  readonly isSandboxAllowed: boolean;
  /** Null: the built-in development mailbox. */
  readonly smtpUrl: string | null;
  readonly mail: { readonly from: string; readonly supervisor: string; readonly support: string };
  /** Where people reach this program, for links in mails; null: the address that it listens on. */
  readonly publicUrl: string | null;
  /** The bucket that holds the bytes of documents; null: a folder in the data directory. */
  readonly documents: { readonly bucket: string; readonly region?: string; readonly endpoint?: string } | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/**
 * Reads the environment.
 * @param env as `process.env`; an empty value counts as not set; a secret may be named by a file (`*_FILE`)
 * @param cwd what a relative DATA_DIR is relative to
 * @throws StartError naming the variable and what was expected, never its value (a URL may hold a password)
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, cwd: string): Config {
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
  const read = Settings.safeParse(withSecretFiles(Object.fromEntries(set)));
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new StartError(`The environment cannot be used: ${wrong}.`);
  }
  const e = read.data;
  if (!e.DOCUMENTS_S3_BUCKET && (e.DOCUMENTS_S3_REGION || e.DOCUMENTS_S3_ENDPOINT))
    throw new StartError('DOCUMENTS_S3_BUCKET is missing: without it documents would lie in the data directory.');
  refuseOpenDoors(e.HOST, env['NODE_ENV']);
  const sandbox = SWITCH[e.SANDBOX?.toLowerCase() ?? ''];
  return {
    host: e.HOST,
    port: Number(e.PORT),
    dataDir: resolve(cwd, e.DATA_DIR),
    databaseUrl: e.DATABASE_URL ?? null,
    temporal: { address: e.TEMPORAL_ADDRESS ?? null, namespace: e.TEMPORAL_NAMESPACE },
    isSandboxAllowed: sandbox ?? e.TEMPORAL_ADDRESS === undefined,
    smtpUrl: e.SMTP_URL ?? null,
    mail: { from: e.MAIL_FROM, supervisor: e.SUPERVISOR_EMAIL, support: e.SUPPORT_EMAIL },
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    documents: e.DOCUMENTS_S3_BUCKET
      ? {
          bucket: e.DOCUMENTS_S3_BUCKET,
          ...(e.DOCUMENTS_S3_REGION ? { region: e.DOCUMENTS_S3_REGION } : {}),
          ...(e.DOCUMENTS_S3_ENDPOINT ? { endpoint: e.DOCUMENTS_S3_ENDPOINT } : {}),
        }
      : null,
    logLevel: e.LOG_LEVEL,
  };
}

/** Development tokens are the only credentials there are so far, and anybody can guess them: not on a network, not in production. */
function refuseOpenDoors(host: string, nodeEnv: string | undefined): void {
  const why = 'only development tokens are accepted so far, and anybody can guess those';
  if (!isLoopback(host)) throw new StartError(`HOST must be a loopback address such as 127.0.0.1: ${why}.`);
  if (nodeEnv === 'production') throw new StartError(`NODE_ENV must not be production: ${why}.`);
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for `localhost` and literal loopback addresses; a name that only resolves to one today is not loopback. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  return host === 'localhost' || (family !== 0 && loopback.check(host, family === 4 ? 'ipv4' : 'ipv6'));
}
