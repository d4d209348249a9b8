// Goal: whatever people write into a letter is shown as it is: a link stands in its own place alone, headers stay whole, nothing is run.
// Method: generated hostile texts in every variable of every template and language, compared with the same letter of harmless words;
// each text's author and check come from one table, which is compared with the templates.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AUTHORS } from '../../channels/templates/authors.ts';
import { LINK_STAND_IN, withLink } from '../../channels/templates/link-place.ts';
import { mayCarryLink, type Rendered, renderTemplate } from '../../channels/templates/render.ts';
import { findTemplate, templates } from '../../channels/templates/table.ts';
import type { Language, Template, VariableKind, Variables, VariableValue } from '../../channels/templates/template.ts';
import { properties } from '../domain/support/properties.ts';

const LANGUAGES: readonly Language[] = ['en', 'es', 'hi'];
const ALL: readonly [string, Template][] = Object.entries(templates);
const AT = Date.parse('2027-01-15T10:00:00-08:00');
const LINK = 'https://shop.example/claim/token.signature';
const OTHERS: Readonly<Record<Exclude<VariableKind, 'text'>, VariableValue>> = {
  words: 'It is so.',
  id: 'so-1',
  instant: AT,
  money: '5000 USD',
  number: 3,
};

const HOSTILE: readonly string[] = [
  LINK_STAND_IN,
  `https://evil.example/?take=${LINK_STAND_IN}`,
  '[Claim Link]',
  'NONE',
  'null',
  '<%= it.orderId %>',
  '<% throw new Error("run") %>',
  '<%~ include("feedback") %>',
  '%>',
  '`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the point
  '${process.exit(1)}',
  "$& $1 $' $`",
  '{{link}}',
  'it.claimLink',
  '\r\nBcc: thief@evil.example\r\n\r\n<b>body</b>',
  '\u2028Subject: other',
  '\u0000\u0001\u001b[2J',
  '<script>alert(1)</script><a href="https://evil.example">claim</a>',
  '__proto__',
  'Make a claim here: https://evil.example/claim/x',
];
const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 4 }).map((all) => all.join(' ')),
  fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }),
);

/** As a value is shown: line ends unified, control characters gone, no blanks around it. */
function asShown(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

const tidy = (letter: string): string => letter.replace(/\n{3,}/g, '\n\n').trim();
const inOneLine = (subject: string): string =>
  subject
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .replace(/[\uD800-\uDBFF]$/, '');

function variables(template: Template, textOf: (name: string) => string): Variables {
  const all = Object.entries(template.variables).map(([name, kind]) => [name, kind === 'text' ? textOf(name) : OTHERS[kind]] as const);
  return Object.fromEntries(all);
}

function rendered(id: string, language: Language, given: Variables): Extract<Rendered, { ok: true }> {
  const letter = renderTemplate(id, language, given, { timeZone: 'America/Los_Angeles', hasLink: true });
  if (!letter.ok) throw new Error(JSON.stringify(letter.reasons));
  return letter;
}

const mark = (name: string): string => `Qq${name}qQ`;

function texts(template: Template): fc.Arbitrary<Readonly<Record<string, string>>> {
  const names = Object.entries(template.variables).flatMap(([name, kind]) => (kind === 'text' ? [name] : []));
  const each = Object.fromEntries(names.map((name) => [name, text.filter((value) => asShown(value) !== '')]));
  return fc.record(each);
}

describe.each(ALL)('%s', (id, template) => {
  it('says what people wrote and nothing else, in every language', () => {
    properties(
      fc.property(fc.constantFrom(...LANGUAGES), texts(template), (language, given) => {
        const harmless = rendered(id, language, variables(template, mark));
        const letter = rendered(
          id,
          language,
          variables(template, (name) => given[name] ?? ''),
        );
        const put = (part: string): string =>
          Object.entries(given).reduce((so, [name, value]) => so.split(mark(name)).join(asShown(value)), part);
        expect(letter.subject).toBe(inOneLine(tidy(put(harmless.subject))));
        expect(letter.subject).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
        const [from, to] = [harmless.linkAt ?? 0, (harmless.linkAt ?? 0) + (harmless.linkAt === null ? 0 : LINK_STAND_IN.length)];
        const before = tidy(put(harmless.text.slice(0, from)));
        const after = tidy(put(harmless.text.slice(to)));
        const at = letter.linkAt;
        if (at === null) {
          expect(letter.text).toBe(`${after}\n`);
          return;
        }
        // The link is where the letter's own words lead to it, and what is around it is as without it.
        const sent = withLink(letter.text, at, LINK);
        expect(sent.slice(at, at + LINK.length)).toBe(LINK);
        expect([tidy(sent.slice(0, at)), tidy(sent.slice(at + LINK.length))]).toEqual([before, after]);
      }),
      60,
    );
  });

  it('has a link where the table says so, once, and none unless it is asked for', () => {
    for (const language of LANGUAGES) {
      const given = variables(template, mark);
      const letter = rendered(id, language, given);
      expect(letter.linkAt !== null).toBe(mayCarryLink(id));
      if (letter.linkAt !== null) expect(letter.text.split(LINK_STAND_IN)).toHaveLength(2);
      const plain = renderTemplate(id, language, given, { timeZone: 'UTC' });
      expect(plain).toMatchObject({ ok: true, linkAt: null });
      expect(JSON.stringify(plain)).not.toContain(LINK_STAND_IN);
    }
  });

  it('carries a link only where nobody can choose it for a message of their own', () => {
    const forPeople = template.purposes.filter((purpose) => !['REMINDER', 'ESCALATION', 'NOTICE'].includes(purpose));
    if (mayCarryLink(id)) expect(forPeople).toEqual([]);
  });
});

describe('whose text stands in a letter', () => {
  const ofPeople = ALL.flatMap(([, { variables: all }]) => Object.entries(all).flatMap(([name, kind]) => (kind === 'text' ? [name] : [])));

  it('is said for each variable that people write, and for no other', () => {
    expect(Object.keys(AUTHORS).sort()).toEqual([...new Set(ofPeople)].sort());
  });

  it('is checked where a party writes for another one to read it as a message', () => {
    // What a person fills in for a template that they choose is a message; notes are their own command.
    const chosen = ALL.filter(([, { purposes }]) => purposes.some((purpose) => !['REMINDER', 'ESCALATION', 'NOTICE'].includes(purpose)));
    const filled = chosen.flatMap(([id]) =>
      Object.entries(findTemplate(id)?.variables ?? {}).flatMap(([name, kind]) => (kind === 'text' ? [name] : [])),
    );
    const ofTheOrder = ['customerName', 'serviceTitle', 'workDone'];
    for (const name of filled) expect([name, AUTHORS[name]?.is]).toEqual([name, ofTheOrder.includes(name) ? 'INERT' : 'CHECKED']);
    expect(AUTHORS['notes']?.is).toBe('CHECKED');
  });
});
