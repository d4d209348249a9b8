/** A choice of a select or of a group of checkboxes. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Named {
  /** The place in the body, in dots: `customerNotified.at`, `items.0.name`. It names the input too. */
  readonly path: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required: boolean;
}

/** One field of a form, as it follows from the JSON Schema of a body and from the order it is about. */
export type Field = Named &
  (
    | { readonly kind: 'text'; readonly maxLength?: number | undefined; readonly lines: 1 | 4; readonly pattern?: string | undefined }
    | { readonly kind: 'number'; readonly min?: number | undefined; readonly max?: number | undefined }
    | { readonly kind: 'instant' }
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
    /** A boolean that must be said: neither answer is the default. */
    | { readonly kind: 'yes-no' }
    /** A boolean that may be said; `absent`: what is sent where it is not ticked. */
    | { readonly kind: 'tick'; readonly absent: false | undefined }
    | { readonly kind: 'many'; readonly options: readonly Option[] }
    /** One item a line, where there is nothing to choose from. */
    | { readonly kind: 'lines' }
    /** Fixed by what the form is about. */
    | { readonly kind: 'fixed'; readonly value: string }
    /** Support gives the command for somebody: a role here, with its id in the body. */
    | { readonly kind: 'behalf'; readonly options: readonly Option[] }
    | { readonly kind: 'group'; readonly fields: readonly Field[] }
    /** Rows of the same fields; `rows` are drawn, and those that were left empty are not sent. */
    | { readonly kind: 'rows'; readonly rows: readonly (readonly Field[])[] }
  );

/** What was typed, or what the form starts with: every value of an input by its name. */
export type Raw = ReadonlyMap<string, readonly string[]>;

export function one(raw: Raw, path: string): string {
  return raw.get(path)?.[0] ?? '';
}

/** At most as many rows as any list of the contract takes. */
export const ROWS_MAX = 50;

/** The pointer of a field's errors: `/items/0/name`. */
export function pointerOf(path: string): string {
  return `/${path.replaceAll('.', '/')}`;
}
