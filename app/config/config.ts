import { resolve } from 'node:path';
import { isLoopback } from '../../api/auth/loopback.ts';
import type { DocumentQuotas } from '../../api/quotas.ts';
import { StartError } from '../process/start-error.ts';
import { type AccessConfig, accessConfig } from './access-config.ts';
import { withSecretFiles } from './secret-files.ts';
import { Settings } from './settings.ts';
import { quotasOf, unboundMsOf } from './settings-documents.ts';
import { type Tracing, tracingOf } from './settings-tracing.ts';
import { isOn } from './settings-values.ts';

/** Which of the programs is started: everything in one, or one part of a company's deployment. */
export type Program = 'start' | 'api' | 'worker' | 'job';

/** How this process was told to run. Paths are absolute, every default is filled in. */
export interface Config {
  readonly host: string;
  /** 0: any free port, see run.json. */
  readonly port: number;
  readonly dataDir: string;
  /** Null: PGlite in the data directory. */
  readonly databaseUrl: string | null;
  readonly temporal: {
    /** Variables that say how Temporal is reached (temporal-connection.ts); null: the embedded server, started by us. */
    readonly cluster: Readonly<Record<string, string>> | null;
    /** Of the embedded server. */
    readonly namespace: string;
  };
  /** Port of `/metrics` alone, and whether somebody chose it; null: it is on `port`. */
  readonly metrics: { readonly port: number; readonly isChosen: boolean } | null;
  readonly worker: {
    /** Of probes and metrics. */
    readonly port: number;
    /** Its version in the worker deployment; null: it has none, as in the embedded mode. */
    readonly buildId: string | null;
  };
  /** Whether orders may carry a test clock. */
  readonly isSandboxAllowed: boolean;
  /** Whether `dev-<role>:<id>` is a token; true on loopback addresses only. */
  readonly areDevelopmentTokensAccepted: boolean;
  readonly access: AccessConfig;
  /** With which our own commands call the running program. */
  readonly apiToken: string;
  /** What signs links; null: the data directory keeps a key. */
  readonly linkKey: string | null;
  /** What signed links before; they count until they end. */
  readonly previousLinkKey: string | null;
  /** Between "not ready" and "no new connections", ms. */
  readonly stopDelayMs: number;
  /** Null: the built-in development mailbox. */
  readonly smtpUrl: string | null;
  readonly mail: { readonly from: string; readonly supervisor: string; readonly support: string };
  /** Where people reach this program, for links in mails; null: the address that it listens on. */
  readonly publicUrl: string | null;
  /** The bucket that holds the bytes of documents, or a folder that several processes share; null: a folder in the data directory. */
  readonly documents:
    | { readonly bucket: string; readonly region?: string; readonly endpoint?: string }
    | { readonly sharedFolder: string }
    | null;
  readonly quotas: DocumentQuotas;
  /** How long a document is kept that is of no use, ms. */
  readonly unboundMs: number;
  /** Where traces go; null: nowhere. */
  readonly tracing: Tracing | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment.
 * @param env as `process.env`; an empty value counts as not set; a secret may be named by a file (`*_FILE`)
 * @param cwd what relative folders are relative to
 * @param program what is started: the parts of a deployment cannot do without some of the variables
 * @throws StartError naming the variable and what was expected, never its value (a URL may hold a password)
 */
export function readConfig(env: Environment, cwd: string, program: Program = 'start'): Config {
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
  const given = withSecretFiles(Object.fromEntries(set));
  const read = Settings.safeParse(given);
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new StartError(`The environment cannot be used: ${wrong}.`);
  }
  const e = read.data;
  const cluster = clusterOf(given);
  refuseMissing(program, { ...given, ...(cluster ? { [A_CLUSTER]: 'named' } : {}) });
  const areDevelopmentTokensAccepted = developmentTokens(program, e, env['NODE_ENV']);
  return {
    host: e.HOST,
    port: Number(e.PORT),
    dataDir: resolve(cwd, e.DATA_DIR),
    databaseUrl: e.DATABASE_URL ?? null,
    temporal: { cluster, namespace: e.TEMPORAL_NAMESPACE },
    metrics: metricsOf(program, e),
    worker: { port: Number(e.WORKER_PORT), buildId: program === 'start' ? null : (e.WORKER_BUILD_ID ?? null) },
    isSandboxAllowed: isOn(e.SANDBOX) ?? cluster === null,
    areDevelopmentTokensAccepted,
    access: accessConfig(e, areDevelopmentTokensAccepted),
    apiToken: e.API_TOKEN,
    linkKey: e.LINK_KEY ?? null,
    previousLinkKey: e.LINK_KEY_PREVIOUS ?? null,
    stopDelayMs: program === 'api' ? Number(e.STOP_DELAY_SECONDS) * 1_000 : 0,
    smtpUrl: e.SMTP_URL ?? null,
    mail: { from: e.MAIL_FROM, supervisor: e.SUPERVISOR_EMAIL, support: e.SUPPORT_EMAIL },
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    documents: documentsOf(e, cwd),
    quotas: quotasOf(e),
    unboundMs: unboundMsOf(e),
    tracing: tracingOf(program, e),
    logLevel: e.LOG_LEVEL,
  };
}

type Read = ReturnType<typeof Settings.parse>;

/** The embedded server is for who says nothing of another one. */
function clusterOf(given: Readonly<Record<string, string>>): Config['temporal']['cluster'] {
  const names = ['TEMPORAL_ADDRESS', 'TEMPORAL_CONFIG_FILE', 'TEMPORAL_PROFILE'];
  if (!names.some((name) => given[name] !== undefined)) return null;
  return Object.fromEntries(Object.entries(given).filter(([name]) => name.startsWith('TEMPORAL_')));
}

function documentsOf(e: Read, cwd: string): Config['documents'] {
  if (e.DOCUMENTS_S3_BUCKET) {
    return {
      bucket: e.DOCUMENTS_S3_BUCKET,
      ...(e.DOCUMENTS_S3_REGION ? { region: e.DOCUMENTS_S3_REGION } : {}),
      ...(e.DOCUMENTS_S3_ENDPOINT ? { endpoint: e.DOCUMENTS_S3_ENDPOINT } : {}),
    };
  }
  if (e.DOCUMENTS_S3_REGION || e.DOCUMENTS_S3_ENDPOINT)
    throw new StartError('DOCUMENTS_S3_BUCKET is missing: without it documents would lie in a folder.');
  return e.DOCUMENTS_DIR ? { sharedFolder: resolve(cwd, e.DOCUMENTS_DIR) } : null;
}

const A_CLUSTER = 'TEMPORAL_ADDRESS or TEMPORAL_CONFIG_FILE';
const DOCUMENTS = ['DOCUMENTS_DIR', 'DOCUMENTS_S3_BUCKET'];

const METRICS_PORT = 3_002;

/** Figures are for who watches: in a deployment they are not where callers are. */
function metricsOf(program: Program, { METRICS_PORT: chosen }: Read): Config['metrics'] {
  if (chosen !== undefined) return { port: Number(chosen), isChosen: true };
  return program === 'api' ? { port: METRICS_PORT, isChosen: false } : null;
}

/** What several processes must share, or what only the embedded program can replace. */
const NEEDED: Readonly<Record<Program, readonly (readonly string[])[]>> = {
  start: [],
  job: [],
  api: [['DATABASE_URL'], [A_CLUSTER], ['LINK_KEY'], DOCUMENTS],
  worker: [['DATABASE_URL'], [A_CLUSTER], ['LINK_KEY'], ['PUBLIC_URL'], ['SMTP_URL']],
};

function refuseMissing(program: Program, given: Readonly<Record<string, string>>): void {
  const missing = NEEDED[program].filter((names) => !names.some((name) => given[name] !== undefined)).map((names) => names.join(' or '));
  if (missing.length > 0)
    throw new StartError(`"npm run ${program}" cannot do without ${missing.join(', ')}: docs/configuration.md says what each is.`);
}

/** Anybody can guess a development token: never on a network, never in production, and on demand only where a company runs it. */
function developmentTokens(program: Program, { HOST, DEVELOPMENT_TOKENS, TRUST_PROXY }: Read, nodeEnv: string | undefined): boolean {
  // Behind a proxy a loopback address is the network's.
  const isSafe = isLoopback(HOST) && TRUST_PROXY === undefined && nodeEnv !== 'production';
  const asked = isOn(DEVELOPMENT_TOKENS);
  if (asked && !isSafe)
    throw new StartError(
      'DEVELOPMENT_TOKENS must not be true where HOST is no loopback address, TRUST_PROXY is set or NODE_ENV is production: anybody can guess those tokens.',
    );
  return asked ?? (program === 'start' && isSafe);
}
