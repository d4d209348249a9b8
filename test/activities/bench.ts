import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { type Activities, type ActivityPorts, createActivities } from '../../activities/index.ts';
import type { Channel, OutgoingMessage } from '../../channels/channel.ts';
import type { Store } from '../../store/contract/store.ts';

/** A channel that a test tells what happens to the next message; what it is told after the last one is: sent. */
export interface ScriptedChannel extends Channel {
  readonly attempts: OutgoingMessage[];
  willThrow(...errors: unknown[]): void;
}

export function scriptedChannel(): ScriptedChannel {
  const attempts: OutgoingMessage[] = [];
  let errors: unknown[] = [];
  return {
    attempts,
    willThrow: (...next) => {
      errors = next;
    },
    async send(message) {
      attempts.push(message);
      if (errors.length > 0) throw errors.shift();
      return 'sent';
    },
  };
}

export interface Bench {
  readonly activities: Activities;
  readonly channel: ScriptedChannel;
  /** Everything that was logged, as text. */
  readonly logged: () => string;
  /** Runs one activity as a worker would. */
  readonly run: <N extends keyof Activities>(name: N, input: Parameters<Activities[N]>[0]) => Promise<Awaited<ReturnType<Activities[N]>>>;
}

/** For activities that reach no other workflow: doing so fails the test. */
const noWorkflows: ActivityPorts['workflows'] = {
  beginOrder: () => Promise.reject(new Error('begins an order')),
  beginClaim: () => Promise.reject(new Error('begins a claim')),
  tellOrder: () => Promise.reject(new Error('tells an order')),
  tellClaim: () => Promise.reject(new Error('tells a claim')),
  command: () => Promise.reject(new Error('gives a command')),
};

/** The activities over a real store; the channel is the port that a test drives, its SMTP twin is tested in test/channels. */
export function bench(store: Store, more: Partial<ActivityPorts> = {}): Bench {
  const channel = scriptedChannel();
  const lines: string[] = [];
  const log = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    lines.push(JSON.stringify({ ...fields, message }));
  };
  const activities = createActivities({
    store,
    channel,
    eventsAfter: async () => [],
    claimEventsAfter: async () => [],
    workflows: noWorkflows,
    packFor: () => null,
    desk: { supervisorAddress: 'supervisor@desk.example', supportAddress: 'support@desk.example' },
    logger: { info: log, warn: log },
    ...more,
  });
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  return {
    activities,
    channel,
    logged: () => lines.join('\n'),
    run: (name, input) => environment.run(activities[name] as (given: typeof input) => Promise<never>, input),
  };
}
