import { recordedIn, textIn } from '../../domain/claim/details.ts';
import type { ClaimEvent } from '../../domain/claim/events.ts';
import { claimDeadlines } from '../../domain/claim/time/deadlines.ts';
import type { ClaimAsStored } from '../../domain/claim/views/view.ts';
import type { OrderDetails } from '../../domain/order/details.ts';
import type { ClaimLadderName } from '../../domain/policy/claim-terms.ts';
import type { Money } from '../../domain/shared/money.ts';
import { claimLadderWords, documentWords, outcomeWords, remedyWords } from './claim-words.ts';
import type { MessageToWrite } from './order-variables.ts';
import { findTemplate } from './table.ts';
import { type Language, NONE, type Variables, type VariableValue, wordingLanguage } from './template.ts';

interface Sources {
  readonly claim: ClaimAsStored;
  readonly order: OrderDetails;
  readonly message: MessageToWrite;
  readonly language: Language;
}

/** Below what a variable may have, so that a long text is cut rather than the message refused. */
const TEXT_LENGTH_MAX = 1200;

/** How each variable that a claim knows is found; undefined where it does not know. */
const FROM_CLAIM: Readonly<Record<string, (sources: Sources) => VariableValue | undefined>> = {
  orderId: ({ claim }) => claim.state.orderId,
  claimId: ({ claim }) => claim.state.claimId,
  serviceTitle: ({ order }) => order.given.scopeOfWork.title,
  description: ({ claim }) => cut(claim.details.filed?.['description']) ?? NONE,
  answersBy: ({ claim }) => claim.state.partnerAnswersBy,
  documents: (sources) => documents(sources),
  request: ({ claim, message }) => cut(textIn(claim.details, requestOf({ claim, message })?.sequence, 'text')) ?? NONE,
  outcome: ({ language, ...sources }) => wordOf(decisionOf(sources)?.data.outcome, (outcome) => outcomeWords[outcome][language]),
  remedy: ({ language, ...sources }) => wordOf(decisionOf(sources)?.data.remedy, (remedy) => remedyWords[remedy][language]),
  amount: ({ claim, message }) => amount(decisionOf({ claim, message })?.data.amount ?? claim.state.owed?.amount ?? null),
  reason: ({ claim, message }) => cut(reasonOf({ claim, message })) ?? NONE,
  appealableUntil: ({ claim, message }) => appealableUntil({ claim, message }) ?? NONE,
  what: ({ message, language }) => ladderOf(message)?.[language],
  until: ({ claim, message }) => nextDue({ claim, message }) ?? NONE,
};

/**
 * All variables of a claim message's template: the decision letter is rendered from the decision on record, by its event.
 * What the template does not use is left out; what nobody knows stays missing, and rendering refuses it.
 */
export function claimVariables(claim: ClaimAsStored, order: OrderDetails, message: MessageToWrite): Variables {
  const template = message.templateId === null ? null : findTemplate(message.templateId);
  const sources: Sources = { claim, order, message, language: wordingLanguage(message.locale) };
  const found = Object.keys(template?.variables ?? {}).flatMap((name): [string, VariableValue][] => {
    const own = Object.hasOwn(FROM_CLAIM, name) ? FROM_CLAIM[name]?.(sources) : undefined;
    const given = Object.hasOwn(message.variables, name) ? message.variables[name] : undefined;
    // NONE is an answer too.
    const value = own === undefined ? given : own;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(found);
}

type Asked = Pick<Sources, 'claim' | 'message'>;

/** The event that the letter is about; a later decision writes a letter of its own. */
function decisionOf({ claim, message }: Asked): Extract<ClaimEvent, { type: 'CLAIM_DECIDED' | 'APPEAL_DECIDED' }> | undefined {
  const sequence = message.variables['decision'];
  return claim.details.record.find(
    (event): event is Extract<ClaimEvent, { type: 'CLAIM_DECIDED' | 'APPEAL_DECIDED' }> =>
      (event.type === 'CLAIM_DECIDED' || event.type === 'APPEAL_DECIDED') && event.sequence === sequence,
  );
}

/** A decision that a second person confirmed has its reason in the proposal. */
function reasonOf({ claim, message }: Asked): string | null {
  const decided = decisionOf({ claim, message });
  if (decided?.type !== 'CLAIM_DECIDED' || decided.data.proposedBy === null) return textIn(claim.details, decided?.sequence, 'reason');
  const proposed = recordedIn(claim.details, 'DECISION_PROPOSED').findLast(({ sequence }) => sequence < decided.sequence);
  return textIn(claim.details, proposed?.sequence, 'reason');
}

function appealableUntil(asked: Asked): number | null {
  const decided = decisionOf(asked);
  return decided?.type === 'CLAIM_DECIDED' ? decided.data.appealableUntil : null;
}

function requestOf({ claim, message }: Asked) {
  const requests = recordedIn(claim.details, 'DOCUMENTS_REQUESTED');
  return requests.findLast(({ data }) => data.requestId === message.variables['requestId']) ?? requests.at(-1);
}

function documents({ claim, message, language }: Sources): string | undefined {
  const kinds = requestOf({ claim, message })?.data.kinds ?? [];
  return kinds.length === 0 ? undefined : kinds.map((kind) => documentWords[kind][language]).join(', ');
}

function nextDue({ claim, message }: Asked): number | undefined {
  const { ladder, subject } = message.variables;
  // Its ladder only reminds: what ends the partner's time is its own clock.
  if (ladder === 'partner-answer') return claim.state.partnerAnswersBy;
  return claimDeadlines(claim.state, claim.terms).find((one) => one.kind === ladder && one.subject === subject)?.due;
}

function ladderOf({ variables }: MessageToWrite): (typeof claimLadderWords)[ClaimLadderName] | undefined {
  const ladder = String(variables['ladder'] ?? '');
  return isLadder(ladder) ? claimLadderWords[ladder] : undefined;
}

function isLadder(name: string): name is ClaimLadderName {
  return Object.hasOwn(claimLadderWords, name);
}

function wordOf<T>(value: T | undefined, words: (value: T) => string): string | undefined {
  return value === undefined ? undefined : words(value);
}

function amount(given: Money | null): VariableValue {
  return given ? `${given.amountMinor} ${given.currency}` : NONE;
}

/** Counted in characters, so that none is cut in half. */
function cut(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  const characters = Array.from(text.trim());
  return characters.length <= TEXT_LENGTH_MAX ? text.trim() : `${characters.slice(0, TEXT_LENGTH_MAX - 1).join('')}…`;
}
