import { allHandlersFinished, condition, defineUpdate, setHandler } from '@temporalio/workflow';

export interface FloorInput {
  /** It ends after this many updates. */
  readonly updates: number;
}

/** What Temporal itself costs: a start, updates with a validator, an end. No rules, no store, no effects, no timers. */
export async function floor({ updates }: FloorInput): Promise<number> {
  let count = 0;
  setHandler(
    defineUpdate<{ readonly count: number }, [unknown]>('command'),
    (_body: unknown) => {
      count += 1;
      return { count };
    },
    { validator: (_body: unknown) => undefined },
  );
  await condition(() => count >= updates && allHandlersFinished());
  return count;
}
