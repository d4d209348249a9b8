// Goal: every template says something sensible in every language, and never goes out with a hole in it.
// Method: tables over templates × languages with all variables, and with each one missing, unknown or of the wrong kind.
import { describe, expect, it } from '@jest/globals';
import { renderTemplate } from '../../channels/templates/render.ts';
import { templates } from '../../channels/templates/table.ts';
import {
  type Language,
  NONE,
  type Template,
  type VariableKind,
  type Variables,
  type VariableValue,
} from '../../channels/templates/template.ts';
import { ladderWords } from '../../channels/templates/words.ts';

const LANGUAGES: readonly Language[] = ['en', 'es', 'hi'];
const ALL: readonly [string, Template][] = Object.entries(templates);
const CELLS = ALL.flatMap(([id, template]) => LANGUAGES.map((language): [string, Language, Template] => [id, language, template]));
const CONTEXT = { timeZone: 'America/Los_Angeles' };
/** 10 a.m. in Los Angeles. */
const AT = Date.parse('2027-01-15T10:00:00-08:00');

const SAMPLE: Readonly<Record<VariableKind, VariableValue>> = {
  text: 'Zoë & <Söhne>',
  words: 'The fee is waived.',
  id: 'so-1',
  instant: AT,
  money: '5000 USD',
  number: 3,
};

function sample(template: Template): Variables {
  return Object.fromEntries(Object.entries(template.variables).map(([name, kind]) => [name, SAMPLE[kind]]));
}

function textOf(id: string, locale: string, variables: Variables): string {
  const rendered = renderTemplate(id, locale, variables, CONTEXT);
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.reasons));
  return rendered.text;
}

describe('a template with all its variables', () => {
  it.each(CELLS)('%s reads well in %s', (id, language, template) => {
    const rendered = renderTemplate(id, language, sample(template), CONTEXT);
    if (!rendered.ok) throw new Error(JSON.stringify(rendered.reasons));
    const { subject, text } = rendered;
    for (const part of [subject, text]) {
      expect(part).not.toMatch(/<%|%>|undefined|null|NaN|\{\{/);
      expect(part.trim().length).toBeGreaterThan(10);
    }
    expect(subject).not.toContain('\n');
    expect(text).not.toMatch(/\n{3,}/);
    expect(Array.from(text).length).toBeLessThan(2_000);
    // Escaping would show up in a plain text mail.
    expect(text).not.toMatch(/&amp;|&lt;/);
  });

  it.each(CELLS)('%s in %s uses each variable, so that none is asked for in vain', (id, language, template) => {
    const variables = sample(template);
    for (const [name, kind] of Object.entries(template.variables)) {
      const other = { text: 'something else', words: 'It is charged.', id: 'so-2', instant: AT + 86_400_000, money: '7000 USD', number: 7 }[
        kind
      ];
      const changed = renderTemplate(id, language, { ...variables, [name]: other }, CONTEXT);
      expect(changed).not.toEqual(renderTemplate(id, language, variables, CONTEXT));
    }
  });

  it.each(ALL)('%s says another thing in each language', (_id, template) => {
    const { en, es, hi } = template.wording;
    expect(new Set([en.text, es.text, hi.text]).size).toBe(3);
    expect(hi.text).toMatch(/[\u0900-\u097F]{3,}/);
    // Variables are the same in all of them.
    const used = (source: string) => [...new Set(source.match(/it\.\w+/g))].sort();
    expect(used(es.subject + es.text)).toEqual(used(en.subject + en.text));
    expect(used(hi.subject + hi.text)).toEqual(used(en.subject + en.text));
  });
});

describe('a template that lacks something', () => {
  it.each(CELLS)('%s in %s refuses each missing variable by its name', (id, language, template) => {
    for (const name of Object.keys(template.variables)) {
      const { [name]: _left, ...rest } = sample(template);
      expect(renderTemplate(id, language, rest, CONTEXT)).toEqual({ ok: false, reasons: [{ code: 'UNRESOLVED_VARIABLE', excerpt: name }] });
    }
  });

  it.each(ALL)('%s refuses a variable it does not know', (id, template) => {
    const rendered = renderTemplate(id, 'en', { ...sample(template), discount: '10 %' }, CONTEXT);
    expect(rendered).toEqual({ ok: false, reasons: [{ code: 'UNRESOLVED_VARIABLE', excerpt: 'discount: unknown' }] });
  });

  it.each(ALL)('%s takes NONE only where the template has words for it', (id, template) => {
    for (const [name, kind] of Object.entries(template.variables)) {
      const rendered = renderTemplate(id, 'en', { ...sample(template), [name]: NONE }, CONTEXT);
      expect([name, kind, rendered.ok]).toEqual([name, kind, template.mayBeNone?.includes(name) === true]);
      if (rendered.ok) expect(rendered.text).not.toMatch(/null|NONE/);
    }
  });

  it.each([
    ['text', 5],
    ['text', '  '],
    ['text', 'x'.repeat(2_001)],
    ['instant', 'tomorrow'],
    ['instant', '2027-01-15T10:00:00'],
    ['instant', 1.5],
    ['money', 5000],
    ['money', '50.00 USD'],
    ['money', '5000 dollars'],
    ['number', 'three'],
    ['number', Number.NaN],
  ] as const)('refuses for %s the value %j', (kind, value) => {
    const [id, template] = ALL.find(([, { variables }]) => Object.values(variables).includes(kind)) ?? ['', templates.answer];
    const name = Object.entries(template.variables).find(([, one]) => one === kind)?.[0] ?? '';
    expect(renderTemplate(id, 'en', { ...sample(template), [name]: value }, CONTEXT)).toEqual({
      ok: false,
      reasons: [{ code: 'UNRESOLVED_VARIABLE', excerpt: `${name}: not a usable ${kind}` }],
    });
  });

  it.each(['welcome', 'constructor', '__proto__', ''])('there is no template %j', (id) => {
    expect(renderTemplate(id, 'en', {}, CONTEXT)).toMatchObject({ ok: false, reasons: [{ code: 'UNKNOWN_TEMPLATE' }] });
  });
});

describe('values in words', () => {
  const reminder = (value: VariableValue) => ({ orderId: 'so-1', serviceTitle: 'TV mounting', closesAt: value });

  it.each([
    ['en-US', /Friday, January 15, 2027.*10:00.*Pacific Standard Time/],
    ['es-MX', /viernes, 15 de enero de 2027.*10:00.*Pacífico/],
    ['hi-IN', /15 जनवरी 2027.*10:00/],
  ])('an instant is local time at the place of service, with the name of its zone, in %s', (locale, expected) => {
    expect(textOf('claim-window-reminder', locale, reminder(AT))).toMatch(expected);
    expect(textOf('claim-window-reminder', locale, reminder('2027-01-15T18:00:00Z'))).toMatch(expected);
  });

  it('money is in the currency of the amount, whole minor units', () => {
    const fee = (amount: string) => textOf('fee-decided', 'en-US', { ...sample(templates['fee-decided']), amount });
    expect(fee('5000 USD')).toContain('$50.00');
    expect(fee('5000 JPY')).toContain('¥5,000');
    expect(fee('5000 INR')).toContain('₹50.00');
  });

  it.each([
    ['es-MX', 'Hola'],
    ['es', 'Hola'],
    ['ES-us', 'Hola'],
    ['hi-IN', 'नमस्ते'],
    ['en-GB', 'Hello'],
    ['fr-FR', 'Hello'],
    ['not a locale', 'Hello'],
    ['', 'Hello'],
  ])('a reader of %j is greeted with %s: exact, then language, then English', (locale, greeting) => {
    expect(textOf('claim-window-reminder', locale, reminder(AT))).toContain(greeting);
  });

  it('text stays data: a tag in a value is printed, not run, and control characters are dropped', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the point
    const text = textOf('answer', 'en', { orderId: 'so-1', answer: '<%= it.orderId %>\u0007 ${1+1}\r\nend' });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the point
    expect(text).toContain('<%= it.orderId %> ${1+1}\nend');
  });

  it.each(Object.entries(ladderWords))('the ladder %s has words in each language', (_ladder, words) => {
    expect(new Set(Object.values(words)).size).toBe(3);
  });
});

describe('the table of templates', () => {
  it('has no order, shipping or appointment confirmation: the marketplace sends those', () => {
    expect(ALL.map(([id]) => id).filter((id) => /order-confirm|ship|appointment-confirm/.test(id))).toEqual([]);
    expect(ALL).toHaveLength(22);
  });
});
