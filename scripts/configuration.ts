// Writes `.env.example` and `docs/configuration.md` from the schema that reads the environment, so that neither can name a variable
// that is not read. `node scripts/run.mjs scripts/configuration.ts`; a test compares.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SECRETS, Settings } from '../app/config/settings.ts';

interface Variable {
  readonly name: string;
  readonly description: string;
  /** What holds where the variable is not set: a value, or in words what is done instead. */
  readonly fallback: { readonly value: string } | { readonly words: string };
  readonly example: string;
  readonly isSecret: boolean;
}

/** @throws Error where a variable lacks its description, or an optional one its example: then nobody could set it */
function variables(): readonly Variable[] {
  return Object.entries(Settings.shape).map(([name, schema]) => {
    const unset = schema.safeParse(undefined);
    const value = typeof unset.data === 'string' ? unset.data : null;
    const { description, example, without } = schema.meta() as Readonly<Record<string, string | undefined>>;
    if (!description || (value === null && !(example && without))) throw new Error(`${name} is not described`);
    return {
      name,
      description,
      fallback: value === null ? { words: without ?? '' } : { value },
      example: value ?? example ?? '',
      isSecret: (SECRETS as readonly string[]).includes(name),
    };
  });
}

const GENERATED = 'Written by scripts/configuration.ts from app/config/settings.ts: change it there.';

/** Every variable commented out, with its default or an example. */
export function envExample(): string {
  const blocks = variables().map(({ name, description, fallback, example, isSecret }) => {
    const otherwise = 'words' in fallback ? [`# Without it: ${fallback.words}.`] : [];
    const file = isSecret ? [`# or the path of a file that holds it: ${name}_FILE`] : [];
    return [`# ${description}`, ...otherwise, ...file, `#${name}=${example}`].join('\n');
  });
  return `# ${GENERATED}\n# Nothing reads this file by itself: export what you set, or give it to your container or service manager.\n\n${blocks.join('\n\n')}\n`;
}

/** The reference of all variables, for `docs/`. */
export function configurationPage(): string {
  const rows = variables().map(({ name, description, fallback, isSecret }) => {
    const otherwise = 'words' in fallback ? fallback.words : `\`${fallback.value}\``;
    return `| \`${name}\`${isSecret ? ` or \`${name}_FILE\`` : ''} | ${otherwise} | ${description} |`;
  });
  return `# Configuration

<!-- ${GENERATED} -->

Everything is set by environment variables; an empty one counts as not set. A value that cannot be used ends the start with the
variable's name and what was expected, never with the value. \`<NAME>_FILE\` names a file that holds the value, as container secrets
are mounted; setting both is refused.

| variable | when it is not set | what it does |
|---|---|---|
${rows.join('\n')}
`;
}

export const ENV_EXAMPLE = new URL('../.env.example', import.meta.url);
export const CONFIGURATION_PAGE = new URL('../docs/configuration.md', import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(ENV_EXAMPLE, envExample());
  writeFileSync(CONFIGURATION_PAGE, configurationPage());
}
