import type { ClaimCommandName } from '../../domain/claim/bodies.ts';
import type { CommandName } from '../../domain/order/bodies.ts';

/** Of the route of an order's command: `report-defect` is `reportDefect`. */
export function commandOperation(command: CommandName): string {
  return command.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
}

/** Of the route of a claim's command: `decide-appeal` is `claimDecideAppeal`. */
export function claimCommandOperation(command: ClaimCommandName): string {
  return `claim${command.replace(/(?:^|-)(\w)/g, (_dash, letter: string) => letter.toUpperCase())}`;
}
