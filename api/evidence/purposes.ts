/** What somebody wants to show with a pack; it changes what comes first, never what is in it. */
export const PURPOSES = ['claim', 'chargeback', 'performance'] as const;
export type Purpose = (typeof PURPOSES)[number];

export type Section = 'order' | 'claims' | 'visit' | 'notes' | 'messages' | 'documents' | 'decisions' | 'timeline' | 'policy' | 'about';

/** In the order in which whoever judges it will ask. */
export const ARRANGED: Readonly<Record<Purpose, readonly Section[]>> = {
  claim: ['claims', 'order', 'visit', 'documents', 'notes', 'messages', 'decisions', 'timeline', 'policy', 'about'],
  chargeback: ['order', 'visit', 'messages', 'decisions', 'documents', 'notes', 'claims', 'timeline', 'policy', 'about'],
  performance: ['timeline', 'order', 'decisions', 'visit', 'notes', 'messages', 'documents', 'claims', 'policy', 'about'],
};

const FOR: Readonly<Record<Purpose, string>> = {
  claim: 'a claim under the guarantee programme',
  chargeback: 'a charge back',
  performance: 'an inquiry into performance',
};

const SAYS: Readonly<Record<Section, string>> = {
  order: 'the order as it stands',
  claims: 'its claims, each with its own timeline and decision',
  visit: 'the inspection with the buyer, the scope check and what the signature binds',
  notes: 'the job notes',
  messages: 'what was written between the parties',
  documents: 'uploaded documents, byte for byte',
  decisions: 'who decided what, and by which rules',
  timeline: 'every event, in the hash chain',
  policy: 'the policy in words, and the terms that the order was promised',
  about: 'for what and when this pack was made',
};

/** Source of the last paragraph: service order best practices, "do not automatically guarantee or resolve appeals". */
export function readme(orderId: string, purpose: Purpose, made: string): string {
  const sections = ARRANGED[purpose].map(
    (section, index) => `  ${folderOf(purpose, section)}  ${index === 0 ? 'begin here: ' : ''}${SAYS[section]}`,
  );
  return `Record of service order ${orderId}, arranged for ${FOR[purpose]}. Made ${made}.

${sections.join('\n')}

What its reader may not see is left out; in a timeline's chain such an event stands as a sealed link, by its hashes alone.

manifest.json has the SHA-256 of every file. \`npm run verify-pack -- FILE\` checks the files against it, and the hash chain of
each timeline, without any network.

This is a record of what was done, said and decided. It guarantees no outcome: it does not by itself decide a claim, a charge
back or an appeal.
`;
}

export function folderOf(purpose: Purpose, section: Section): string {
  return `${String(ARRANGED[purpose].indexOf(section) + 1).padStart(2, '0')}-${section}`;
}
