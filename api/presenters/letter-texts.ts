import { checkMessage, type GateFinding } from '../../channels/message-gate.ts';
import type { CommandBodies, CommandName } from '../../domain/order/bodies.ts';
import type { GivenCommand, OrderRecord } from '../../store/contract/store.ts';
import type { AppDeps } from '../deps.ts';
import type { Problem } from '../http/problems.ts';

/**
 * The texts of commands that a party writes and another reads in a letter: they pass the checks of messages. Whose text each
 * variable of a letter is, and which are checked: channels/templates/authors.ts.
 */
const CHECKED: { readonly [C in CommandName]?: (body: CommandBodies[C]) => readonly string[] } = {
  'add-job-note': ({ text }) => [text],
};

/** Commands that may be answered `message_blocked`. */
export const CHECKED_COMMANDS: ReadonlySet<string> = new Set(Object.keys(CHECKED));

/** What speaks against the texts of the commands; null: nothing. `index` where there are several commands. */
export function lettersProblem(deps: AppDeps, order: OrderRecord, commands: readonly GivenCommand[], isBatch: boolean): Problem | null {
  for (const [index, { command, body }] of commands.entries()) {
    const textsOf = CHECKED[command] as ((body: unknown) => readonly string[]) | undefined;
    const reasons = (textsOf?.(body) ?? []).flatMap((text) => findings(deps, order, text));
    if (reasons.length === 0) continue;
    const detail = `The text goes into a letter and was not taken: ${[...new Set(reasons.map(({ code }) => code))].join(', ')}.`;
    return { code: 'message_blocked', detail, reasons, ...(isBatch ? { index } : {}) };
  }
  return null;
}

/** Such a text comes to the customer with the summary of the job. */
function findings({ policies }: AppDeps, { state, terms }: OrderRecord, text: string): readonly GateFinding[] {
  const rules = policies.get(terms.policy.id, terms.policy.version)?.messages;
  return checkMessage({
    text,
    purpose: 'JOB_SUMMARY',
    allowedPurposes: ['JOB_SUMMARY'],
    orderLocale: state.locale,
    ...(rules ? { maxLength: rules.maxLength, packLocales: rules.locales } : {}),
  });
}
