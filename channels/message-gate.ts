import { isFilledFromOrder, type OrderToWriteAbout, templateVariables } from './templates/order-variables.ts';
import { type Reason, renderTemplate } from './templates/render.ts';
import { findTemplate } from './templates/table.ts';
import { languageOf, type Variables } from './templates/template.ts';

type GateCode = 'HTML' | 'TOO_LONG' | 'WRONG_LOCALE' | 'UNRESOLVED_VARIABLE' | 'PURPOSE_NOT_ALLOWED_NOW';

export interface GateFinding {
  readonly code: GateCode;
  /** At most 80 characters around the finding. */
  readonly excerpt: string;
}

interface TextContent {
  readonly text: string;
}

interface TemplateContent {
  readonly templateId: string;
  readonly variables?: Variables;
}

interface Circumstances {
  readonly purpose: string;
  /** As stated by the writer; absent: the customer's. */
  readonly locale?: string | undefined;
  /** From the pack, in characters. */
  readonly maxLength?: number;
  /** The customer's. */
  readonly orderLocale: string;
  /** Locales of the pack; absent: every locale in the customer's language. */
  readonly packLocales?: readonly string[];
  /** What may be written about now (domain/order/views/purposes.ts) and by this role (the pack). */
  readonly allowedPurposes: readonly string[];
  /** With it a template is rendered for real, so that its length and its missing variables are exact. */
  readonly order?: OrderToWriteAbout;
}

export type MessageToCheck = Circumstances & (TextContent | TemplateContent);

/** Source: messaging of the marketplace, text of 1 to 2000 characters. */
export const MESSAGE_LENGTH_MAX = 2000;
export const EXCERPT_LENGTH_MAX = 80;

// Tags, comments and the entities that betray pasted HTML. "a < b" and "<3" are text.
const HTML =
  /<!--|<!doctype\b|<\/?[a-z][a-z0-9-]{0,30}(?:\s[^<>]{0,2000})?\/?>|<\/?(?:a|br|div|iframe|img|p|script|span|style|svg|table)[\s/]|&(?:nbsp|amp|lt|gt|quot|apos|#x?[0-9a-f]{1,6});/i;
const PLACEHOLDER = /\{\{[^{}]{0,60}\}{0,2}|<%.{0,60}|\$\{[^{}]{0,60}\}?|\[\p{Lu}[\p{Lu}\p{M}\p{N}_ -]{2,40}\]/u;

/**
 * What speaks against a message that somebody wrote; nothing: it may go. Pure; each code at most once.
 * The codes are those that the API documents; the others of its list are not judged yet.
 */
export function checkMessage(message: MessageToCheck): readonly GateFinding[] {
  const texts = 'text' in message ? [message.text] : Object.values(message.variables ?? {}).map(String);
  return [
    ...found('HTML', HTML, texts),
    ...tooLong(message, texts),
    ...wrongLocale(message),
    ...unresolved(message, texts),
    ...purposeNotAllowed(message),
  ];
}

function found(code: GateCode, pattern: RegExp, texts: readonly string[]): readonly GateFinding[] {
  for (const text of texts) {
    const match = pattern.exec(text);
    if (match) return [{ code, excerpt: excerptAround(text, match.index, match[0].length) }];
  }
  return [];
}

function tooLong(message: MessageToCheck, texts: readonly string[]): readonly GateFinding[] {
  const maxLength = message.maxLength ?? MESSAGE_LENGTH_MAX;
  const whole = renderedText(message) ?? texts.join('\n');
  const { length } = Array.from(whole);
  if (length <= maxLength) return [];
  return [{ code: 'TOO_LONG', excerpt: `${length} > ${maxLength}` }];
}

function wrongLocale({ locale, orderLocale, packLocales }: MessageToCheck): readonly GateFinding[] {
  if (locale === undefined || sameLocale(locale, orderLocale)) return [];
  const isInLanguage = languageOf(locale) === languageOf(orderLocale);
  const isOfPack =
    packLocales === undefined || packLocales.some((known) => sameLocale(known, locale) || languageOf(known) === locale.toLowerCase());
  if (isInLanguage && isOfPack) return [];
  return [{ code: 'WRONG_LOCALE', excerpt: excerptAround(`${locale}; the customer reads ${orderLocale}`, 0, EXCERPT_LENGTH_MAX) }];
}

function unresolved(message: MessageToCheck, texts: readonly string[]): readonly GateFinding[] {
  const leftovers = found('UNRESOLVED_VARIABLE', PLACEHOLDER, texts);
  if ('text' in message || leftovers.length > 0) return leftovers;
  const names = templateProblems(message);
  return names.length === 0 ? [] : [{ code: 'UNRESOLVED_VARIABLE', excerpt: excerptAround(names.join(', '), 0, EXCERPT_LENGTH_MAX) }];
}

/** Variables that are missing or that the template does not know; its id where there is no such template. */
function templateProblems(message: Circumstances & TemplateContent): readonly string[] {
  const template = findTemplate(message.templateId);
  if (!template) return [message.templateId];
  const given = message.variables ?? {};
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(template.variables, name));
  if (unknown.length > 0) return unknown;
  const rendered = rendering(message);
  if (rendered) return rendered.ok ? [] : rendered.reasons.map((reason: Reason) => reason.excerpt);
  return Object.keys(template.variables).filter((name) => !Object.hasOwn(given, name) && !isFilledFromOrder(name));
}

function purposeNotAllowed(message: MessageToCheck): readonly GateFinding[] {
  const template = 'templateId' in message ? findTemplate(message.templateId) : null;
  const isOfTemplate = template === null || template.purposes.some((purpose) => purpose === message.purpose);
  if (message.allowedPurposes.includes(message.purpose) && isOfTemplate) return [];
  return [{ code: 'PURPOSE_NOT_ALLOWED_NOW', excerpt: excerptAround(message.purpose, 0, EXCERPT_LENGTH_MAX) }];
}

function rendering(message: Circumstances & TemplateContent): ReturnType<typeof renderTemplate> | null {
  const { order, templateId, orderLocale } = message;
  if (!order) return null;
  const locale = message.locale ?? orderLocale;
  const variables = templateVariables(order, { templateId, variables: message.variables ?? {}, locale, holdId: null });
  return renderTemplate(templateId, locale, variables, { timeZone: order.state.timeZone });
}

function renderedText(message: MessageToCheck): string | null {
  const rendered = 'templateId' in message ? rendering(message) : null;
  return rendered?.ok === true ? rendered.text : null;
}

function sameLocale(a: string, b: string): boolean {
  return a.toLowerCase().replaceAll('_', '-') === b.toLowerCase().replaceAll('_', '-');
}

/** The finding in its surroundings, on one line. Cut at whole characters. */
function excerptAround(text: string, index: number, length: number): string {
  const shown = Math.min(length, EXCERPT_LENGTH_MAX);
  const start = Math.max(0, index - Math.floor((EXCERPT_LENGTH_MAX - shown) / 2));
  const cut = text.slice(start, start + EXCERPT_LENGTH_MAX).replace(/\s+/g, ' ');
  return cut.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '').trim();
}
