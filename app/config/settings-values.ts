import { z } from 'zod';

// Kinds of values that several settings share.

export const url = (...schemes: readonly string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)), {
    error: `expected a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });

export const port = z.string().refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, {
  error: 'expected a port number from 0 (any free one) to 65535',
});

export const mailAddress = z
  .string()
  .max(320)
  .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'expected a mail address such as support@shop.example');

/** What counts as yes and as no in a variable. */
export const SWITCH: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  on: true,
  false: false,
  '0': false,
  off: false,
};

export const yesOrNo = z.string().refine((value) => SWITCH[value.toLowerCase()] !== undefined, { error: 'expected true or false' });

/** @returns undefined where the variable is not set */
export function isOn(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : SWITCH[value.toLowerCase()];
}

export const path = z.string().max(4_096);
