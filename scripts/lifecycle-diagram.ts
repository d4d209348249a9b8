// Draws the lifecycle from the transition table, so that the picture in the README cannot be another than the program's.
// `node scripts/run.mjs scripts/lifecycle-diagram.ts` writes it into the README; a test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COMMANDS } from '../domain/order/commands/index.ts';
import { ORDER_STATES, type OrderStateName } from '../domain/order/state.ts';

const BEGIN = '<!-- lifecycle: generated from domain/order/commands, see scripts/lifecycle-diagram.ts -->';
const END = '<!-- /lifecycle -->';

/** A Mermaid state diagram: one arrow for each pair of states, with the commands and deadlines that lead along it. */
export function lifecycleDiagram(): string {
  const arrows = new Map<string, string[]>();
  const add = (from: OrderStateName, to: OrderStateName, label: string): void => {
    if (from !== to) arrows.set(`${from} --> ${to}`, [...(arrows.get(`${from} --> ${to}`) ?? []), label]);
  };
  for (const { command, moves } of Object.values(COMMANDS)) {
    // The test clock only brings deadlines forward.
    if (command === 'advance-clock') continue;
    for (const from of ORDER_STATES) for (const to of moves[from] ?? []) add(from, to, command);
  }
  add('COMPLETED', 'CLOSED', 'claim window over');
  const lines = [...arrows].map(([arrow, labels]) => `  ${arrow}: ${[...new Set(labels)].join(', ')}`);
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> REQUESTED', ...lines, '  CLOSED --> [*]', '  CANCELLED --> [*]', '```'].join('\n');
}

/** @returns the README with the picture of today between its marks; unchanged where the marks are missing */
export function withDiagram(readme: string): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  return before === undefined || after === undefined ? readme : `${before}${BEGIN}\n${lifecycleDiagram()}\n${END}${after}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const readme = new URL('../README.md', import.meta.url);
  writeFileSync(readme, withDiagram(readFileSync(readme, 'utf8')));
}
