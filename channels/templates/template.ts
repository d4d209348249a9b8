import type { MessagePurpose } from '../../domain/policy/pack.ts';

/** Every template has these; other locales read English. */
export type Language = 'en' | 'es' | 'hi';

/**
 * How a variable is given and shown. `text`: what a person wrote, as it is (authors.ts says who). `words`: the program's own
 * wording. `id`: an identifier. `instant`: epoch ms or RFC 3339 with an offset, shown as local time
 * with the name of the zone. `money`: minor units and currency, `"5000 USD"`. `number`: shown with the locale's digits.
 */
export type VariableKind = 'text' | 'words' | 'id' | 'instant' | 'money' | 'number';
/** Null is NONE. */
export type VariableValue = string | number | null;
export type Variables = Readonly<Record<string, VariableValue>>;

type TemplatePurpose = MessagePurpose | 'REMINDER' | 'ESCALATION' | 'NOTICE';

/** Eta source, not escaped: these are plain text mails. */
interface Wording {
  readonly subject: string;
  readonly text: string;
  /** Of a letter that may carry a signed link: the words that it stands after, and how the letter goes on below it. */
  readonly link?: { readonly lead: string; readonly after: string };
}

/** One message in all languages. Sources speak of variables as `it.name`. */
export interface Template {
  /** What it may be sent for; a person may choose it for these purposes only. */
  readonly purposes: readonly TemplatePurpose[];
  /** All are required. */
  readonly variables: Readonly<Record<string, VariableKind>>;
  /** Variables that may be given as NONE; the template then sees null and says so in words. */
  readonly mayBeNone?: readonly string[];
  readonly wording: Readonly<Record<Language, Wording>>;
}

/**
 * Said instead of a value that there is not. A variable that is simply absent is an error: nobody forgot it on purpose. It is no
 * text, so that nothing that a person writes can be taken for it.
 */
export const NONE = null;

const LANGUAGES: readonly Language[] = ['en', 'es', 'hi'];

/** The primary language subtag of a locale, in lower case: `es-MX` → `es`. */
export function languageOf(locale: string): string {
  return locale.split(/[-_]/)[0]?.toLowerCase() ?? '';
}

/** The language a reader of this locale gets: their own where there is one, else English. */
export function wordingLanguage(locale: string): Language {
  return LANGUAGES.find((language) => language === languageOf(locale)) ?? 'en';
}
