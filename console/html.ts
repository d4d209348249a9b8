/** A piece of a page that is HTML already; anything else that is put into a template is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template takes: nothing is drawn for null, undefined and false, so that `condition && html…` reads well. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/**
 * The only way in which HTML is made here. Values are escaped for text and for quoted attributes alike; templates therefore
 * quote every attribute, and no value is ever put into a script, a style or an event handler (there are none).
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = strings[0] ?? '';
  for (const [index, value] of values.entries()) text += rendered(value) + (strings[index + 1] ?? '');
  return new Html(text);
}

export const NOTHING: Html = new Html('');

export function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => ESCAPED[character] ?? '');
}

function rendered(value: Content): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return value.map(rendered).join('');
}

/** A boolean attribute, or nothing. */
export function flag(name: 'checked' | 'selected' | 'required' | 'open' | 'disabled' | 'multiple', on: boolean): Html {
  return on ? new Html(` ${name}`) : NOTHING;
}
