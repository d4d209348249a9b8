// Goal: a message that must not go out is stopped with a code and the place, and a good one is not.
// Method: a table of texts, each code with its allowed twin; limits one below, at and one above.
import { describe, expect, it } from '@jest/globals';
import { checkMessage, EXCERPT_LENGTH_MAX, MESSAGE_LENGTH_MAX, type MessageToCheck } from '../../channels/message-gate.ts';

const base = { purpose: 'QUESTION', orderLocale: 'es-US', allowedPurposes: ['QUESTION', 'DEFECT_CONFIRMATION'] } as const;

function codes(message: Partial<MessageToCheck> & ({ text: string } | { templateId: string })): readonly string[] {
  const findings = checkMessage({ ...base, ...message });
  for (const { excerpt } of findings) {
    expect(excerpt.length).toBeLessThanOrEqual(EXCERPT_LENGTH_MAX);
    expect(excerpt.length).toBeGreaterThan(0);
  }
  return findings.map(({ code }) => code);
}

describe('written text', () => {
  it.each([
    'Hello, is the door wide enough? 80 < 90, and a<b.',
    'I <3 it',
    'AT&T and R&B; fine',
    'x <- y -> z',
    'Ask [me] or [1]',
    'Costs $5 {ok}',
    '100 % sure',
  ])('passes %j', (text) => {
    expect(codes({ text })).toEqual([]);
  });

  it.each([
    '<b>bold</b>',
    'line<br>line',
    'a <br/> b',
    '<a href="https://x.example">x</a>',
    '<img src=x onerror=alert(1)>',
    'text <!-- hidden -->',
    '<!DOCTYPE html>',
    'a&nbsp;b',
    '&#x3C;script',
    '</P>',
    '<script src=x',
  ])('is HTML: %j', (text) => {
    expect(codes({ text })).toEqual(['HTML']);
  });

  it.each([
    'Hello {{name}}',
    'Hello {{ name',
    'Hello <%= it.name %>',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: such a leftover is what is looked for
    'Hello ${name}',
    'Hello [NAME]',
    'Hola [FECHA Y HORA]',
    'Hola [DIRECCIÓN]',
  ])('has a variable left over: %j', (text) => {
    expect(codes({ text })).toEqual(['UNRESOLVED_VARIABLE']);
  });

  it('names the place in at most 80 characters, on one line', () => {
    const [finding] = checkMessage({ ...base, text: `${'a '.repeat(200)}\nHello {{firstName}}!\n${'b '.repeat(200)}` });
    expect(finding?.excerpt).toContain('{{firstName}}');
    expect(finding?.excerpt).not.toContain('\n');
    expect(finding?.excerpt.length).toBeLessThanOrEqual(EXCERPT_LENGTH_MAX);
  });

  it('reports each code once, however often it is found', () => {
    expect(codes({ text: '<b>{{a}}</b> <i>{{b}}</i>' })).toEqual(['HTML', 'UNRESOLVED_VARIABLE']);
  });

  it.each([
    [MESSAGE_LENGTH_MAX - 1, []],
    [MESSAGE_LENGTH_MAX, []],
    [MESSAGE_LENGTH_MAX + 1, ['TOO_LONG']],
  ])('of %d characters: %j', (length, expected) => {
    expect(codes({ text: 'x'.repeat(length) })).toEqual(expected);
    // Counted in characters, not in code units.
    expect(codes({ text: '😀'.repeat(length) })).toEqual(expected);
  });

  it('is measured by the limit of the pack', () => {
    expect(codes({ text: 'x'.repeat(11), maxLength: 10 })).toEqual(['TOO_LONG']);
    expect(codes({ text: 'x'.repeat(10), maxLength: 10 })).toEqual([]);
  });
});

describe('the stated locale', () => {
  const packLocales = ['en-US', 'es-US'];
  it.each([
    [undefined, 'es-US', []],
    ['es-US', 'es-US', []],
    ['ES-us', 'es-US', []],
    ['es', 'es-US', []],
    ['en-US', 'es-US', ['WRONG_LOCALE']],
    ['es-MX', 'es-US', ['WRONG_LOCALE']],
    ['est', 'es-US', ['WRONG_LOCALE']],
    ['', 'es-US', ['WRONG_LOCALE']],
    // The customer's own locale is right, whatever the pack lists.
    ['fr-FR', 'fr-FR', []],
  ])('%j for a reader of %s: %j', (locale, orderLocale, expected) => {
    expect(codes({ text: 'Hola', locale, orderLocale, packLocales })).toEqual(expected);
  });
});

describe('the purpose', () => {
  it('must be allowed now', () => {
    expect(codes({ text: 'Hola', purpose: 'JOB_SUMMARY' })).toEqual(['PURPOSE_NOT_ALLOWED_NOW']);
    expect(codes({ text: 'Hola', purpose: 'QUESTION' })).toEqual([]);
  });

  it('must be one that the template is for', () => {
    const variables = { product: 'TV', problem: 'crack', actionsAgreed: 'return' };
    expect(codes({ templateId: 'defect-confirmation', variables, purpose: 'QUESTION' })).toEqual(['PURPOSE_NOT_ALLOWED_NOW']);
    expect(codes({ templateId: 'defect-confirmation', variables, purpose: 'DEFECT_CONFIRMATION' })).toEqual([]);
  });
});

describe('a template chosen by a person', () => {
  const defect = { templateId: 'defect-confirmation', purpose: 'DEFECT_CONFIRMATION' };
  const variables = { product: 'TV', problem: 'crack', actionsAgreed: 'return' };

  it('needs only what the order does not know', () => {
    expect(codes({ ...defect, variables })).toEqual([]);
  });

  it.each(Object.keys(variables))('is stopped without %s', (name) => {
    const rest = Object.fromEntries(Object.entries(variables).filter(([key]) => key !== name));
    expect(checkMessage({ ...base, ...defect, variables: rest })).toEqual([{ code: 'UNRESOLVED_VARIABLE', excerpt: name }]);
  });

  it.each([
    ['an unknown variable', { ...variables, price: '5' }, ['UNRESOLVED_VARIABLE']],
    ['a placeholder in a value', { ...variables, problem: '{{problem}}' }, ['UNRESOLVED_VARIABLE']],
    ['HTML in a value', { ...variables, problem: '<b>crack</b>' }, ['HTML']],
    ['too long a value', { ...variables, problem: 'x'.repeat(2_001) }, ['TOO_LONG']],
  ])('is stopped by %s', (_what, given, expected) => {
    expect(codes({ ...defect, variables: given })).toEqual(expected);
  });

  it('is stopped when there is no such template', () => {
    expect(codes({ templateId: 'welcome', variables: {} })).toEqual(['UNRESOLVED_VARIABLE']);
  });
});
