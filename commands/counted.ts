import type { InboxRow, NewRequest } from '../store/contract/store.ts';
import type { CommandOutcome, Meters } from '../telemetry/meters.ts';
import type { CommandResult } from './ports.ts';
import type { Settled } from './way.ts';

export type CountCommand = Meters['command'];

/** Counts a command by how it ended for whoever gave it. */
export async function counted(count: CountCommand, request: NewRequest, give: () => Promise<CommandResult>): Promise<CommandResult> {
  try {
    const result = await give();
    count({ ...whatOf(request), ...endOf(result) });
    return result;
  } catch (error) {
    count({ ...whatOf(request), outcome: 'failed', code: 'none' });
    throw error;
  }
}

/** The same for one that was decided on a later try. */
export async function countedLate(count: CountCommand, row: InboxRow, send: () => Promise<Settled | null>): Promise<Settled | null> {
  const answer = await send();
  if (answer) count({ ...whatOf(row), outcome: answer.outcome === 'ACCEPTED' ? 'late_accepted' : 'late_refused', code: codeOf(answer) });
  return answer;
}

function whatOf({ order, claim }: NewRequest): { readonly subject: 'order' | 'claim'; readonly command: string } {
  const commands = (claim ?? order)?.commands ?? [];
  return { subject: claim ? 'claim' : 'order', command: commands.length === 1 ? (commands[0]?.command ?? 'batch') : 'batch' };
}

function endOf(result: CommandResult): { readonly outcome: CommandOutcome; readonly code: string } {
  switch (result.kind) {
    case 'key-reused':
      return { outcome: 'key_reused', code: 'none' };
    case 'pending':
      return { outcome: 'pending', code: 'none' };
    case 'answered': {
      const { answer, replayed } = result;
      const outcome = answer.outcome === 'ACCEPTED' ? 'accepted' : 'refused';
      return { outcome: replayed ? 'replayed' : outcome, code: codeOf(answer) };
    }
  }
}

function codeOf(answer: Settled): string {
  return answer.outcome === 'REFUSED' ? answer.refusal.code : 'none';
}
