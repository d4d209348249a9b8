import { type CommandAccepted, type CommandBody, type CommandName, connect, type Given, type HoldfastClient } from './client.ts';
import { Refused } from './patient-fetch.ts';

/** One person of a story: the client, which tells how each command of an order ended. A refusal is an answer too. */
export interface Caller extends Omit<HoldfastClient, 'command'> {
  /** @returns null where it was refused */
  command<C extends CommandName>(orderId: string, command: C, ...given: Given<CommandBody<C>>): Promise<CommandAccepted | null>;
}

export interface Api {
  as(token: string): Caller;
}

/** The running program as the stories use it. */
export function callers(baseUrl: string, say: (line: string) => void): Api {
  return {
    as: (token) => {
      const client = connect({ baseUrl, token });
      const tell = (command: string, outcome: string): void => say(`  ${token.padEnd(24)} ${command.padEnd(20)} ${outcome}`);
      return {
        ...client,
        command: async (orderId, command, ...given) => {
          try {
            const accepted = await client.command(orderId, command, ...given);
            const warnings = accepted.warnings.map(({ code }) => code).join(', ');
            tell(command, `accepted → ${accepted.order?.state ?? '(not shown)'}${warnings ? `, with ${warnings}` : ''}`);
            return accepted;
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
            const { status, code, unmet = [] } = error.problem;
            tell(command, `refused: ${status} ${code}${unmet.length > 0 ? ` (${unmet.map(({ id }) => id).join(', ')})` : ''}`);
            return null;
          }
        },
      };
    },
  };
}
