type Author = 'SYSTEM' | 'CUSTOMER' | 'PROVIDER' | 'SUPPORT' | 'CLAIMANT';

/**
 * Whose text stands where in a letter: each variable of kind `text`, in all templates. It is either CHECKED when it is given
 * (channels/message-gate.ts: a message's variables, and the commands in api/presenters/letter-texts.ts), or INERT: shown as it is. Nothing in
 * it is ever looked for, filled in or run in either case.
 */
export const AUTHORS: Readonly<Record<string, { readonly by: readonly Author[]; readonly is: 'CHECKED' | 'INERT' }>> = {
  // Written for the letter, as a message.
  answer: { by: ['PROVIDER', 'SUPPORT', 'SYSTEM'], is: 'CHECKED' },
  question: { by: ['PROVIDER', 'SUPPORT', 'SYSTEM'], is: 'CHECKED' },
  product: { by: ['PROVIDER', 'SUPPORT', 'SYSTEM'], is: 'CHECKED' },
  problem: { by: ['PROVIDER', 'SUPPORT', 'SYSTEM'], is: 'CHECKED' },
  actionsAgreed: { by: ['PROVIDER', 'SUPPORT', 'SYSTEM'], is: 'CHECKED' },
  // add-job-note
  notes: { by: ['PROVIDER', 'SUPPORT'], is: 'CHECKED' },
  // What was ordered, at creation; the items may be reworded by amend.
  customerName: { by: ['SYSTEM', 'SUPPORT'], is: 'INERT' },
  serviceTitle: { by: ['SYSTEM', 'SUPPORT'], is: 'INERT' },
  scopeItems: { by: ['SYSTEM', 'SUPPORT', 'CUSTOMER'], is: 'INERT' },
  workDone: { by: ['SYSTEM', 'SUPPORT', 'CUSTOMER'], is: 'INERT' },
  // To the provider: raise-issue, decide-hold, the claim.
  issue: { by: ['CUSTOMER', 'SUPPORT', 'SYSTEM'], is: 'INERT' },
  guidance: { by: ['SUPPORT'], is: 'INERT' },
  description: { by: ['CLAIMANT', 'SUPPORT'], is: 'INERT' },
  // To both sides of a claim: request-documents, decide, decide-appeal.
  request: { by: ['SUPPORT'], is: 'INERT' },
  reason: { by: ['SUPPORT'], is: 'INERT' },
};
