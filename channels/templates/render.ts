import { Eta } from 'eta/core';
import { oneLine } from '../one-line.ts';
import { LINK_STAND_IN } from './link-place.ts';
import { findTemplate } from './table.ts';
import { languageOf, NONE, type Template, type Variables, wordingLanguage } from './template.ts';
import { type ShowIn, shown } from './values.ts';

export interface Reason {
  readonly code: string;
  /** Names, never values: it is shown and stored with the message. */
  readonly excerpt: string;
}

export type Rendered =
  | {
      readonly ok: true;
      /** One line. */
      readonly subject: string;
      readonly text: string;
      /** Where in the text a signed link belongs: there it has LINK_STAND_IN. Null: the letter has none. */
      readonly linkAt: number | null;
    }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

// Plain text mails: nothing is escaped. Values are data of the compiled template and never parsed as one.
const eta = new Eta({ autoEscape: false, useWith: false, autoTrim: false, cache: true });

interface Context {
  readonly timeZone: string;
  /** Leave a place for a signed link, in a letter that may carry one. */
  readonly hasLink?: boolean;
}

/**
 * A message of a template, as plain text. A link's place is known from how the letter is put together: its text, which may hold
 * whatever somebody wrote, is never searched for it.
 * @param locale BCP 47; the wording is that of its language, else English; dates and numbers follow it where the wording does
 * @returns reasons UNRESOLVED_VARIABLE (missing, unknown, or not of its kind) or UNKNOWN_TEMPLATE
 */
export function renderTemplate(templateId: string, locale: string, variables: Variables, context: Context): Rendered {
  const template = findTemplate(templateId);
  if (!template) return { ok: false, reasons: [{ code: 'UNKNOWN_TEMPLATE', excerpt: templateId.slice(0, 80) }] };
  const language = wordingLanguage(locale);
  const { values, problems } = valuesOf(template, variables, { locale: formatLocale(locale, language), timeZone: context.timeZone });
  if (problems.length > 0) return { ok: false, reasons: problems.map((excerpt) => ({ code: 'UNRESOLVED_VARIABLE', excerpt })) };
  const { subject, text, link } = template.wording[language];
  const part = (name: string, source: string): string => filled(`${templateId}/${language}/${name}`, source, values);
  const head = part('text', text);
  const written = { ok: true, subject: oneLine(part('subject', subject)) } as const;
  if (!link) return { ...written, text: `${head}\n`, linkAt: null };
  const after = `\n\n${part('after', link.after)}\n`;
  if (!context.hasLink) return { ...written, text: `${head}${after}`, linkAt: null };
  const before = `${head}\n\n${link.lead} `;
  return { ...written, text: `${before}${LINK_STAND_IN}${after}`, linkAt: before.length };
}

/** Whether a letter of that template has a place for a signed link. */
export function mayCarryLink(templateId: string): boolean {
  return findTemplate(templateId)?.wording.en.link !== undefined;
}

/** Names of a template's variables that are missing, unknown, or not of their kind. */
function valuesOf(template: Template, variables: Variables, showIn: ShowIn): { values: Record<string, string | null>; problems: string[] } {
  const values: Record<string, string | null> = {};
  const problems: string[] = [];
  for (const [name, kind] of Object.entries(template.variables)) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    const isNone = value === NONE && template.mayBeNone?.includes(name) === true;
    const text = value === undefined || isNone ? null : shown(kind, value, showIn);
    values[name] = text;
    if (value === undefined) problems.push(name);
    else if (text === null && !isNone) problems.push(`${name}: not a usable ${kind}`);
  }
  const unknown = Object.keys(variables).filter((name) => !Object.hasOwn(template.variables, name));
  return { values, problems: [...problems, ...unknown.map((name) => `${name.slice(0, 60)}: unknown`)] };
}

function filled(name: string, source: string, values: Readonly<Record<string, string | null>>): string {
  const key = `@${name}`;
  if (!eta.templatesSync.get(key)) eta.loadTemplate(key, source);
  // A line with a tag that prints nothing leaves an empty line; two in a row mean no more than one.
  return eta
    .render(key, values)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A Spanish date in an English sentence helps nobody: the locale counts where its language is that of the wording. */
function formatLocale(locale: string, language: string): string {
  if (languageOf(locale) !== language) return language;
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? language;
  } catch {
    return language;
  }
}
