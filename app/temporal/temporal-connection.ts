import { readFileSync } from 'node:fs';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { isOn } from '../config/settings-values.ts';
import { StartError } from '../process/start-error.ts';

/** How Temporal is reached: what its client and its worker both take. */
export interface TemporalConnection {
  readonly options: ReturnType<typeof loadClientConnectConfig>['connectionOptions'];
  readonly namespace: string;
  /** host:port, for people. */
  readonly address: string;
}

/**
 * Reads the connection the way all of Temporal's programs do: TLS, mTLS, API key (Temporal Cloud), gRPC metadata, named profiles.
 * @param variables the TEMPORAL_* variables; the file in a developer's home folder is not read unless TEMPORAL_CONFIG_FILE names it
 * @throws StartError where a file cannot be read or a value is none
 */
export function temporalConnection(variables: Readonly<Record<string, string>>): TemporalConnection {
  const { TEMPORAL_CONFIG_FILE: file } = variables;
  refuseHalves(variables);
  const tls = isOn(variables['TEMPORAL_TLS']);
  try {
    // Read here: the library takes a file that is not there for an empty one.
    const { connectionOptions, namespace } = loadClientConnectConfig({
      // Only `true` and `1` count as yes there, and everything else as no: `on` would silently be no encryption.
      overrideEnvVars: { ...variables, ...(tls === undefined ? {} : { TEMPORAL_TLS: String(tls) }) },
      configFileStrict: true,
      ...(file === undefined ? { disableFile: true } : { configSource: { data: readFileSync(file, 'utf8') } }),
    });
    const { address } = connectionOptions;
    if (!address) throw new Error('it names no address');
    return { options: connectionOptions, namespace: namespace ?? 'default', address };
  } catch (error) {
    // The message of a TOML parser may quote the line, and with it a key.
    const code = (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : 'unknown');
    throw new StartError(`The connection to Temporal cannot be read from the TEMPORAL_* variables (${code}): check files and values.`);
  }
}

/** What would be passed over in silence, and found out when it matters. */
function refuseHalves(variables: Readonly<Record<string, string>>): void {
  const has = (name: string): boolean => variables[name] !== undefined;
  if (has('TEMPORAL_PROFILE') && !has('TEMPORAL_CONFIG_FILE'))
    throw new StartError('TEMPORAL_PROFILE names a connection of a file: name the file by TEMPORAL_CONFIG_FILE.');
  if (has('TEMPORAL_TLS_CLIENT_CERT_PATH') !== has('TEMPORAL_TLS_CLIENT_KEY_PATH'))
    throw new StartError('TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH belong together: set both or neither.');
  if (has('TEMPORAL_API_KEY') && isOn(variables['TEMPORAL_TLS']) === false)
    throw new StartError('TEMPORAL_TLS must not be false with TEMPORAL_API_KEY: the key would cross the network in the clear.');
}
