// Goal: what the container files name is there: variables, commands, paths, probes; and they start and stop in an order that loses nothing.
// Method: no container engine is at hand in the tests, so Dockerfile and docker-compose.yml are read and compared with the settings, the
// sources and the routes. The public workflow (.github/workflows/containers.yml) builds and runs them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { type Program, readConfig } from '../../app/config/config.ts';
import { SECRETS, Settings } from '../../app/config/settings.ts';
import { STOP_MS_MAX } from '../../app/process/lifetime.ts';
import { neededRetentionMs } from '../../app/process/retention.ts';
import { loadPolicies } from '../../policies/registry.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly stop_signal?: string;
  readonly deploy?: { readonly replicas?: number };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: object;
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const dockerfile = read('Dockerfile');
const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};
/** `${NAME:-value}` as compose reads it where NAME is not set. */
const unset = (value: string): string => value.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

describe('our services', () => {
  it('are a migration, two APIs and two workers', () => {
    expect(ours.map(([name, { deploy }]) => [name, deploy?.replicas ?? 1])).toEqual([
      ['migrate', 1],
      ['api-1', 1],
      ['api-2', 1],
      ['worker', 2],
    ]);
  });

  it.each(ours)('%s is given only variables that the program reads, and secrets as files', (_name, { environment = {}, secrets = [] }) => {
    const names = Object.keys(environment);
    expect(names.length).toBeGreaterThan(0);
    const known = new Set([...Object.keys(Settings.shape), ...SECRETS.map((name) => `${name}_FILE`)]);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    const files = names.filter((name) => name.endsWith('_FILE')).map((name) => environment[name]);
    expect(files).toEqual(files.map((_file, index) => `/run/secrets/${secrets[index]}`));
    // A password in a variable is in `docker inspect`. SMTP_URL of the mail catcher has none.
    expect(SECRETS.filter((name) => name !== 'SMTP_URL' && Object.hasOwn(environment, name))).toEqual([]);
  });

  it.each(ours)('%s has all that its program cannot do without', (_name, one) => {
    const environment = Object.entries({ ...imageEnvironment(), ...one.environment }).map(([name, value]) => [name, unset(value)] as const);
    // What the mounted files will hold.
    const values: Readonly<Record<string, string>> = {
      DATABASE_URL_FILE: 'postgres://holdfast:secret@postgres:5432/holdfast',
      LINK_KEY_FILE: 'k'.repeat(43),
    };
    const env = Object.fromEntries(
      environment.map(([name, value]) => (values[name] ? [name.replace(/_FILE$/, ''), values[name]] : [name, value])),
    );
    const config = readConfig(env, '/app', programOf(one));
    expect(config.areDevelopmentTokensAccepted).toBe(false);
    expect(config.isSandboxAllowed).toBe(programOf(one) === 'job');
    if (programOf(one) !== 'job') expect(config.host).toBe('0.0.0.0');
    // The same without one of them is refused: the check above can fail.
    const { DATABASE_URL: _url, ...without } = env;
    if (programOf(one) !== 'job') expect(() => readConfig(without, '/app', programOf(one))).toThrow('DATABASE_URL');
  });

  it.each(ours)('%s runs a file that the build makes', (_name, { command = [] }) => {
    const [node, file = ''] = command;
    expect([node, existsSync(join(ROOT, sourceOf(file)))]).toEqual(['node', true]);
  });

  it.each(ours)('%s is nobody in particular, may write nothing but what is mounted, and starts again', (_name, one) => {
    expect([one.user, one.read_only, one.restart]).toEqual(['node', true, expect.stringMatching(/^(unless-stopped|on-failure:\d)$/)]);
  });

  it.each(ours)('%s has more time to stop than it takes at most', (_name, { stop_grace_period = '10s', environment = {} }) => {
    const delayMs = Number(environment['STOP_DELAY_SECONDS'] ?? 5) * 1_000;
    expect(msOf(stop_grace_period)).toBeGreaterThan(STOP_MS_MAX + delayMs);
  });

  it('share a link key, a database and a namespace, which the jobs have made', () => {
    const shared = ['LINK_KEY_FILE', 'DATABASE_URL_FILE', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'PUBLIC_URL'] as const;
    for (const name of shared) {
      const given = ['api-1', 'api-2', 'worker'].map((one) => service(one).environment?.[name]);
      expect([name, new Set(given).size, given[0]]).toEqual([name, 1, expect.any(String)]);
    }
    expect(service('migrate').environment?.['DATABASE_URL_FILE']).toBe(service('worker').environment?.['DATABASE_URL_FILE']);
    expect(service('temporal-namespace').environment?.['TEMPORAL_NAMESPACE']).toBe(service('worker').environment?.['TEMPORAL_NAMESPACE']);
  });
});

describe('probes', () => {
  const served = read('api/health.ts');

  it.each(ours.filter(([name]) => name !== 'migrate'))('%s is asked at its own port for a path that is served', (_name, one) => {
    const [, port = '', path = ''] = /127\.0\.0\.1:(\d+)(\/\w+)/.exec(one.healthcheck?.test?.join(' ') ?? '') ?? [];
    expect(port).toBe(one.environment?.[programOf(one) === 'worker' ? 'WORKER_PORT' : 'PORT']);
    expect(served).toContain(`app.get('${path}'`);
  });

  it('of the image and of the balancer are served too', () => {
    const asked = [...`${dockerfile}${read('deploy/haproxy.cfg')}`.matchAll(/(?:\}|GET )(\/\w+z)\b/g)].map(([, path = '']) => path);
    expect(new Set(asked)).toEqual(new Set(['/livez', '/readyz']));
    for (const path of asked) expect(served).toContain(`app.get('${path}'`);
  });

  it('let the balancer see an API that stops before it closes', () => {
    const [, interval = ''] = /check inter (\d+)s fall 1/.exec(read('deploy/haproxy.cfg')) ?? [];
    const [, timeout = ''] = /timeout check (\d+)s/.exec(read('deploy/haproxy.cfg')) ?? [];
    expect(Number(interval) + Number(timeout)).toBeLessThan(Number(service('api-1').environment?.['STOP_DELAY_SECONDS']));
  });

  it('are those of every API behind the balancer', () => {
    const named = [...read('deploy/haproxy.cfg').matchAll(/^ {2}server (\S+) (\S+)$/gm)].map(([, name, address]) => `${name} ${address}`);
    const apis = ['api-1', 'api-2'].map((name) => `${name} ${name}:${service(name).environment?.['PORT']}`);
    expect(named).toEqual([...apis, ...apis]);
    expect(Object.keys(service('balancer').depends_on ?? {})).toEqual(['api-1', 'api-2']);
    // One proxy is trusted, and it forwards nothing that a caller wrote in that header.
    expect(service('api-1').environment?.['TRUST_PROXY']).toBe('1');
    expect(read('deploy/haproxy.cfg')).toMatch(/http-request del-header X-Forwarded-For\n {2}option forwardfor$/m);
  });
});

describe('the order of things', () => {
  const waitsFor = (name: string): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(service(name).depends_on ?? {}).map(([on, { condition }]) => [on, condition]));

  it('is database, schema, Temporal, namespace; and the migration before anything that refuses another schema', () => {
    expect(waitsFor('temporal-schema')).toEqual({ postgres: 'service_healthy' });
    expect(waitsFor('temporal')).toEqual({ 'temporal-schema': 'service_completed_successfully' });
    expect(waitsFor('temporal-namespace')).toEqual({ temporal: 'service_healthy' });
    expect(waitsFor('migrate')).toEqual({ postgres: 'service_healthy' });
    for (const name of ['api-1', 'api-2', 'worker']) {
      expect(waitsFor(name)).toEqual({
        migrate: 'service_completed_successfully',
        'temporal-namespace': 'service_completed_successfully',
      });
    }
  });

  it('waits for the health only of services that say how they are', () => {
    for (const [name] of services) {
      for (const [on, condition] of Object.entries(waitsFor(name))) {
        if (condition === 'service_healthy') expect([on, service(on).healthcheck?.test?.[0]]).toEqual([on, 'CMD']);
        // A job that would be started again after it is done is never done.
        else expect([on, service(on).restart]).toEqual([on, expect.stringMatching(/^on-failure/)]);
      }
    }
  });

  it('brings Temporal’s schema by its own tool, in its order, and keeps ended orders long enough', () => {
    const script = read('deploy/temporal-schema.sh');
    const steps = [...script.matchAll(/temporal-sql-tool --db "\$database" (\S+)/g)].map(([, step]) => step);
    expect(steps).toEqual(['create-database', 'setup-schema', 'update-schema']);
    expect(script).toContain('for database in temporal temporal_visibility');
    const [, days = ''] = /^(\d+)d$/.exec(service('temporal-namespace').environment?.['RETENTION'] ?? '') ?? [];
    expect(Number(days) * 86_400_000).toBeGreaterThanOrEqual(neededRetentionMs(loadPolicies()));
  });
});

describe('images, secrets and files', () => {
  it('are pinned to a version, Temporal’s to one', () => {
    const images = [...services.map(([, { image }]) => image), ...[...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image)];
    expect(images.filter((image) => !/:v?\d+\.\d+(\.\d+)?(-[a-z]+)*$/.test(image))).toEqual([]);
    expect(images.join(' ')).not.toMatch(/auto-setup|:latest/);
    const temporal = images.filter((image) => /temporalio\/(server|admin-tools)/.test(image)).map((image) => image.split(':')[1]);
    expect(new Set(temporal).size).toBe(1);
    expect(service('api-1').image).toBe(`holdfast:${(JSON.parse(read('package.json')) as { version: string }).version}`);
  });

  it('name only files, volumes and secrets that there are, the secrets being made and never in the repository', () => {
    const made = read('deploy/make-secrets.mjs');
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`.secrets/${name}`);
      expect(made).toContain(`secret('${name}'`);
    }
    expect(read('.gitignore').split('\n')).toContain('.secrets/');
    for (const [, one] of services) {
      for (const secret of one.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(secret);
      for (const [source = '', target = ''] of (one.volumes ?? []).map((volume) => volume.split(':'))) {
        if (source.startsWith('./')) expect([source, existsSync(join(ROOT, source))]).toEqual([source, true]);
        else expect(Object.keys(compose.volumes)).toContain(source);
        if (one.build && !source.startsWith('./')) expect(dockerfile).toContain(`install -d -o node -g node ${target}`);
      }
      const [shell, script] = one.entrypoint ?? [];
      if (script) expect([shell, one.volumes]).toEqual(['/bin/sh', expect.arrayContaining([`.${script}:${script}:ro`])]);
    }
  });

  it('are scripts that may be run', () => {
    const scripts = readdirSync(join(ROOT, 'deploy')).filter((name) => name.endsWith('.sh'));
    expect(scripts).toHaveLength(4);
    for (const name of scripts) expect([name, statSync(join(ROOT, 'deploy', name)).mode & 0o111]).toEqual([name, 0o111]);
  });

  it('open nothing to the network but what somebody asks for', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports.map(unset));
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});

describe('the public workflow', () => {
  const workflow = read('.github/workflows/containers.yml');

  it('runs services, programs and files that there are', () => {
    const programs = [...workflow.matchAll(/dist\/app\/\w+\.js/g)].map(([file]) => sourceOf(file));
    const scripts = [...workflow.matchAll(/\b(?:deploy|scripts|examples)\/[\w.-]+\.m?[jt]s/g)].map(([file]) => file);
    expect(programs.length * scripts.length).toBeGreaterThan(0);
    expect([...programs, ...scripts].filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const named = [...workflow.matchAll(/docker compose (?:run (?:-\S+ )+|stop |start |build )([a-z][\w-]*)/g)].map(
      ([, name = '']) => name,
    );
    expect(new Set(named)).toEqual(new Set(['migrate', 'temporal-schema', 'temporal-namespace', 'api-1']));
    for (const name of named) expect(Object.keys(compose.services)).toContain(name);
    expect(workflow).toContain(service('api-1').image);
  });
});

describe('the image', () => {
  it('runs as another user than root, under a signal that the program knows, with a check that it lives', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^STOPSIGNAL SIGTERM$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
    expect(last).not.toMatch(/^(RUN|COPY)[^\n]*(npm|\.secrets)/m);
    const { NODE_ENV, NODE_OPTIONS = '', ...settings } = imageEnvironment();
    expect(Object.keys(settings).filter((name) => !Object.hasOwn(Settings.shape, name))).toEqual([]);
    expect(NODE_ENV).toBe('production');
    const [, loaded = ''] = /^--import=\/app\/dist\/(\S+\.mjs)$/.exec(NODE_OPTIONS) ?? [];
    expect([loaded, existsSync(join(ROOT, loaded))]).toEqual(['worker/workflow-threads.mjs', true]);
  });

  it('holds what the build reads and nothing else', () => {
    const { include } = JSON.parse(read('tsconfig.build.json')) as { include: readonly string[] };
    const kept = [...read('.dockerignore').matchAll(/^!(\S+)$/gm)].map(([, name = '']) => name);
    expect(kept.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
    expect([...include, 'scripts', 'tsconfig.build.json', 'package-lock.json'].filter((name) => !kept.includes(name))).toEqual([]);
    expect(kept.filter((name) => /test|examples|docs|\.data|secrets|node_modules/.test(name))).toEqual([]);
    for (const [, sources = ''] of dockerfile.matchAll(/^COPY (?!--from|\. )(.+) \.\/$/gm)) {
      for (const name of sources.split(' ')) expect(kept).toContain(name);
    }
  });

  it('keeps of Temporal’s native builds the one of its platform', () => {
    const releases = readdirSync(join(ROOT, 'node_modules/@temporalio/core-bridge/releases'));
    const kept = [...dockerfile.matchAll(/keep=(\S+)/g)].map(([, name = '']) => name);
    expect(kept).toEqual(['x86_64-unknown-linux-gnu', 'aarch64-unknown-linux-gnu']);
    for (const name of kept) expect(releases).toContain(name);
    expect(existsSync(join(ROOT, 'node_modules/@temporalio/core-bridge/sdk-core'))).toBe(true);
  });
});

function programOf({ command = [] }: Service): Program {
  const [, name = ''] = /dist\/app\/(\w+)\.js/.exec(command.join(' ')) ?? [];
  return name === 'api' || name === 'worker' ? name : 'job';
}

function sourceOf(built: string): string {
  return built.replace(/^dist\//, '').replace(/\.js$/, '.ts');
}

function imageEnvironment(): Readonly<Record<string, string>> {
  const [, block = ''] = /^ENV ((?:.+\\\n)*.+)$/m.exec(dockerfile) ?? [];
  return Object.fromEntries([...block.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]));
}

function msOf(duration: string): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1_000;
}
