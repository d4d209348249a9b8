import { readFileSync } from 'node:fs';
import { StartError } from '../process/start-error.ts';
import { SECRETS } from './settings.ts';

type Environment = Readonly<Record<string, string>>;

/** A URL with a password is short; whoever names another file by mistake is told so. */
const BYTES_MAX = 64 * 1024;

/**
 * Reads the secrets that are given as files: `DATABASE_URL_FILE=/run/secrets/database-url` sets `DATABASE_URL`.
 * @param env without empty values
 * @returns `env` with the content of each file, without the line break at its end
 * @throws StartError naming the variable: given twice, not readable, empty, too large; never with what the file holds
 */
export function withSecretFiles(env: Environment): Environment {
  const read = SECRETS.flatMap((name) => {
    const file = env[`${name}_FILE`];
    if (file === undefined) return [];
    if (env[name] !== undefined) throw new StartError(`${name} and ${name}_FILE are both set: keep one of them.`);
    return [[name, contentOf(name, file)] as const];
  });
  return { ...env, ...Object.fromEntries(read) };
}

function contentOf(name: string, file: string): string {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartError(
      `${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}): expected the path of a file.`,
    );
  }
  const value = content.trimEnd();
  if (value === '' || content.length > BYTES_MAX)
    throw new StartError(`${name}_FILE is empty or too large: expected the value and nothing else.`);
  return value;
}
