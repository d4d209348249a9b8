import { z } from 'zod';
import { path, yesOrNo } from './settings-values.ts';

/**
 * How Temporal is reached, by the names that all of Temporal's own programs use (`@temporalio/envconfig`). Without an address and
 * without a file the embedded server is started.
 */
export const TemporalSettings = {
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[A-Za-z0-9._-]+:\d{1,5}$|^\[[0-9A-Fa-f:]+\]:\d{1,5}$/, 'expected host:port, such as temporal.internal:7233')
    .optional()
    .describe('A Temporal server that is there already.')
    .meta({ example: 'temporal.internal:7233', without: 'an embedded server is started by `npm start`' }),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/, 'expected the name of a Temporal namespace, letters, digits, dots and dashes')
    .default('default')
    .describe('Namespace of the orders at Temporal.'),
  TEMPORAL_API_KEY: z
    .string()
    .max(8_192)
    .regex(/^[\x21-\x7e]+$/, 'expected the key in visible characters')
    .optional()
    .describe('API key for Temporal Cloud; TLS is then on.')
    .meta({ example: 'the-key-as-it-was-shown-once', without: 'no key is sent' }),
  TEMPORAL_TLS: yesOrNo
    .optional()
    .describe('Whether the connection to Temporal is encrypted.')
    .meta({ example: 'true', without: 'on with an API key, a certificate or a CA, else off' }),
  TEMPORAL_TLS_CLIENT_CERT_PATH: path
    .optional()
    .describe('File of our certificate for Temporal (mTLS), PEM.')
    .meta({ example: '/run/secrets/temporal.pem', without: 'no certificate is shown' }),
  TEMPORAL_TLS_CLIENT_KEY_PATH: path
    .optional()
    .describe('File of the key of that certificate, PEM.')
    .meta({ example: '/run/secrets/temporal.key', without: 'no certificate is shown' }),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: path
    .optional()
    .describe('File of the CA that signed the server’s certificate, PEM.')
    .meta({ example: '/run/secrets/temporal-ca.pem', without: 'the usual authorities' }),
  TEMPORAL_TLS_SERVER_NAME: z
    .string()
    .max(253)
    .optional()
    .describe('Name that the server’s certificate must carry.')
    .meta({ example: 'temporal.internal', without: 'the host of the address' }),
  TEMPORAL_CONFIG_FILE: path
    .optional()
    .describe('A TOML file of Temporal’s tools with named connections; variables go before it.')
    .meta({ example: '/etc/holdfast/temporal.toml', without: 'no such file is read, not even the one in the home folder' }),
  TEMPORAL_PROFILE: z
    .string()
    .max(255)
    .optional()
    .describe('Which connection of that file.')
    .meta({ example: 'production', without: 'the one named default' }),
  TEMPORAL_CLI: path
    .optional()
    .describe('Path of the `temporal` program that runs the embedded server.')
    .meta({ example: '/usr/local/bin/temporal', without: 'the one on the PATH, else it is fetched once' }),
};
