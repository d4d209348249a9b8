// Goal: what an outage of hours left is worked off at the machine's pace, not a batch every half minute; where nothing moves, the round ends.
// Method: the steps of a round over fakes of their two ports, which hold a backlog and say what they were asked for.
import { describe, expect, it } from '@jest/globals';
import { type Round, resendUndecided, startUnstarted } from '../../commands/recovery/reconcile.ts';
import { Suspects } from '../../commands/recovery/stuck.ts';
import type { InboxRow, OrderRecord } from '../../store/contract/store.ts';

const BACKLOG = 350;

interface Backlog {
  readonly round: Round;
  readonly sent: string[];
  readonly tried: string[];
  readonly begun: string[];
  /** How often the store was asked for more. */
  readonly asked: number[];
}

function backlog({ isSilent = false, stopAfter = Number.POSITIVE_INFINITY } = {}): Backlog {
  const [sent, tried, begun, asked]: [string[], string[], string[], number[]] = [[], [], [], []];
  const ids = Array.from({ length: BACKLOG }, (_each, index) => `id-${index}`);
  const rows = ids.map((id) => ({ commandId: id, order: { orderId: `so-${id}` } }) as unknown as InboxRow);
  const orders = ids.map((orderId) => ({ orderId }) as unknown as OrderRecord);
  const store = {
    now: async () => 0,
    inbox: {
      takeUndecided: async (_before: number, limit: number) => {
        asked.push(limit);
        return rows.splice(0, limit);
      },
    },
    // As in the store: what was not begun is still there.
    orders: { unstarted: async (limit: number) => orders.filter(({ orderId }) => !begun.includes(orderId)).slice(0, limit) },
    claims: { unstarted: async () => [] },
  };
  const sender = {
    send: async ({ commandId }: InboxRow) => {
      sent.push(commandId);
      return isSilent ? null : { outcome: 'ACCEPTED' };
    },
    // As the real one: what cannot be begun now is told to the log alone.
    begin: async (orderId: string) => {
      tried.push(orderId);
      if (!isSilent) begun.push(orderId);
    },
  };
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const isStopped = (): boolean => sent.length + begun.length >= stopAfter;
  const suspects = new Suspects();
  const round = { store, sender, gateway: {}, logger, resendAfterMs: 0, overdueAfterMs: 0, isStopped, suspects } as unknown as Round;
  return { round, sent, tried, begun, asked };
}

describe('a round', () => {
  it('sends again all that is undecided, batch after batch, each command once', async () => {
    const { round, sent, asked } = backlog();
    await resendUndecided(round);
    expect(new Set(sent).size).toBe(BACKLOG);
    expect(sent).toHaveLength(BACKLOG);
    expect(asked).toEqual([100, 100, 100, 100]);
  });

  it('ends after one batch of which nothing was decided: each would only wait for its time to run out', async () => {
    const { round, sent, asked } = backlog({ isSilent: true });
    await resendUndecided(round);
    expect([sent.length, asked.length]).toEqual([100, 1]);
  });

  it('starts all orders that have no workflow yet', async () => {
    const { round, begun } = backlog();
    await startUnstarted(round);
    expect(begun).toHaveLength(BACKLOG);
  });

  it('tries each once where none can be started', async () => {
    const { round, begun, tried } = backlog({ isSilent: true });
    await startUnstarted(round);
    expect([begun.length, tried.length]).toEqual([0, 100]);
  });

  it('ends between two steps when the process is told to stop', async () => {
    const commands = backlog({ stopAfter: 20 });
    await resendUndecided(commands.round);
    expect(commands.sent.length).toBeLessThan(30);
    const orders = backlog({ stopAfter: 20 });
    await startUnstarted(orders.round);
    expect(orders.begun.length).toBeLessThan(30);
  });
});
