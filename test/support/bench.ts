import { randomUUID } from 'node:crypto';
import { type Activities, type ActivityPorts, createActivities } from '../../activities/index.ts';
import type { Channel, OutgoingMessage } from '../../channels/channel.ts';
import type { OrderGateway } from '../../commands/ports.ts';
import { createReconciler, type Reconciler } from '../../commands/recovery/reconciler.ts';
import { createCommandService, type Sender } from '../../commands/send.ts';
import { createGateway } from '../../commands/temporal/gateway.ts';
import { otherWorkflows } from '../../commands/temporal/other-workflows.ts';
import { claimTermsIn, loadPolicies, marketplaceNamesIn } from '../../policies/registry.ts';
import type { Store } from '../../store/contract/store.ts';
import { type RunningWorker, startWorker } from '../../worker/worker.ts';
import { orderWorkflowId } from '../../workflows/messages.ts';
import { type Engine, NAMESPACE } from './engine.ts';
import { eventually } from './eventually.ts';
import { fastForward, virtualNow } from './fast-forward.ts';
import { openMemoryStore } from './memory-store.ts';
import { shiftedStore } from './shifted-store.ts';

const policies = loadPolicies();

/** A store in memory that knows the published guarantee programmes. */
export const openBenchStore = (): Promise<Store> => openMemoryStore({ claimTermsOf: claimTermsIn(policies) });

/** Where a test breaks the composition: each port may be wrapped; what runs behind it is real. */
export interface BenchOptions {
  readonly store?: Store;
  readonly wrapStore?: (store: Store) => Store;
  readonly wrapGateway?: (gateway: OrderGateway) => OrderGateway;
  readonly wrapActivities?: (activities: Activities) => Activities;
  readonly bundle?: { readonly code: string };
  readonly maxCachedWorkflows?: number;
  readonly answerWithinMs?: number;
  readonly retryForMs?: number;
  /** Of a bench that goes on with the orders of another one. */
  readonly taskQueue?: string;
}

export interface MailLog extends Channel {
  /** Every attempt, in order. */
  readonly attempts: OutgoingMessage[];
  /** Thrown by the next attempts, one each; afterwards mails are taken. */
  failures: unknown[];
}

/** The program as it is composed, on the file's real server, with a store and a task queue of its own. */
export interface Bench {
  readonly engine: Engine;
  readonly store: Store;
  readonly gateway: OrderGateway;
  readonly service: Sender;
  readonly reconciler: Reconciler;
  readonly mails: MailLog;
  readonly logged: string[];
  /** Of this program, or of another version: its workflows. */
  startWorker(bundle?: { readonly code: string }): Promise<void>;
  stopWorker(): Promise<void>;
  /** Lets the order's time run on by `ms`; commands given afterwards are received in that time. */
  fastForward(orderId: string, ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function createBench(engine: Engine, options: BenchOptions = {}): Promise<Bench> {
  let skewMs = 0;
  const { taskQueue = `orders-${randomUUID()}` } = options;
  const opened = options.store ?? (await openBenchStore());
  const shifted = shiftedStore(opened, () => skewMs);
  const store = options.wrapStore?.(shifted) ?? shifted;
  const direct = createGateway({ connection: engine.connection, namespace: NAMESPACE, taskQueue });
  const gateway = options.wrapGateway?.(direct) ?? direct;
  const mails = mailLog();
  const { logger, logged } = logging();
  const { answerWithinMs = 10_000 } = options;
  const service = createCommandService({ store, gateway, logger, answerWithinMs, marketplaceNames: marketplaceNamesIn(policies) });
  const activities = activitiesOf({ engine, store, gateway, mails, logger, service }, options);
  const reconciler = createReconciler({ store, sender: service, gateway, logger, resendAfterMs: 0, overdueAfterMs: 0 });
  let worker: RunningWorker | null = null;
  const stopWorker = async (): Promise<void> => {
    await worker?.stop();
    worker = null;
  };
  return {
    engine,
    store,
    gateway,
    service,
    reconciler,
    mails,
    logged,
    startWorker: async (bundle = options.bundle ?? engine.bundle) => {
      const { address } = engine;
      const { maxCachedWorkflows = 50 } = options;
      worker = await startWorker({ connection: { address }, namespace: NAMESPACE, activities, bundle, maxCachedWorkflows, taskQueue });
      // Its first poll is under way, and may not have arrived.
      await eventually('the worker polls', () =>
        gateway.check().then(
          () => true,
          () => false,
        ),
      );
    },
    stopWorker,
    fastForward: async (orderId, ms) => {
      try {
        const now = await fastForward(engine.client, orderWorkflowId(orderId), ms);
        skewMs = now.getTime() - Date.now();
      } catch (error) {
        // Ended on the way: there is no clock of its own left to ask.
        if (!/ended before/.test(String(error))) throw error;
        skewMs += ms;
      }
    },
    close: async () => {
      await stopWorker();
      await reconciler.stop();
      if (!options.store) await opened.close();
    },
  };
}

type Parts = Pick<Bench, 'engine' | 'store' | 'gateway' | 'mails' | 'service'> & Pick<ActivityPorts, 'logger'>;

function activitiesOf({ engine, store, gateway, mails, logger, service }: Parts, { wrapActivities, retryForMs }: BenchOptions): Activities {
  const activities = createActivities({
    store,
    channel: mails,
    eventsAfter: (orderId, sequence) => gateway.eventsAfter(orderId, sequence),
    claimEventsAfter: (claim, sequence) => gateway.claims.eventsAfter(claim, sequence),
    workflows: otherWorkflows(gateway, service),
    packFor: (marketplaceId, at) => policies.forMarketplace(marketplaceId, at),
    desk: { supervisorAddress: 'supervisor@desk.example', supportAddress: 'support@desk.example' },
    logger,
    // The order's own time, which a test may have moved far ahead.
    now: async (orderId) => (await virtualNow(engine.client, orderWorkflowId(orderId))).getTime(),
    ...(retryForMs === undefined ? {} : { retryForMs }),
  });
  return wrapActivities?.(activities) ?? activities;
}

function mailLog(): MailLog {
  const log: MailLog = {
    attempts: [],
    failures: [],
    send: async (message) => {
      log.attempts.push(message);
      if (log.failures.length > 0) throw log.failures.shift();
      return 'sent';
    },
  };
  return log;
}

function logging() {
  const logged: string[] = [];
  const write = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    logged.push(JSON.stringify({ ...fields, message }));
  };
  // The part of pino that the program uses.
  const logger = { info: write, warn: write, error: write } as unknown as Parameters<typeof createCommandService>[0]['logger'] &
    ActivityPorts['logger'];
  return { logger, logged };
}
