import type { Logger } from 'pino';
import { createActivities } from '../../activities/index.ts';
import { customersClaimLink, signClaimLink } from '../../channels/claim-link.ts';
import { smtpChannel } from '../../channels/smtp.ts';
import { createReconciler } from '../../commands/recovery/reconciler.ts';
import type { Sender } from '../../commands/send.ts';
import { otherWorkflows } from '../../commands/temporal/other-workflows.ts';
import type { WorkflowBundle } from '../../worker/bundle.ts';
import { observedActivities } from '../../worker/observe.ts';
import { type RunningWorker, startWorker } from '../../worker/worker.ts';
import type { Config } from '../config/config.ts';
import type { TemporalConnection } from '../temporal/temporal-connection.ts';
import type { Foundation } from './foundation.ts';
import type { Parts } from './parts.ts';
import { StartError } from './start-error.ts';

export interface RunningOrders extends Foundation {
  readonly config: Config;
  readonly logger: Logger;
  readonly commands: Sender;
  readonly temporal: TemporalConnection;
  readonly smtpUrl: string;
  /** The workflows, where they are being made already. */
  readonly bundle?: Promise<WorkflowBundle>;
  /** Where people reach the program; null: not known yet. */
  readonly publicUrl: () => string | null;
}

export interface OrdersRun extends RunningWorker {
  /** Temporal or the store is back: what waits is taken up now. */
  wake(): void;
}

/**
 * The worker of orders and claims, and the reconciler, which runs in one of all such processes at a time.
 * @throws StartError where Temporal does not answer
 */
export async function runOrders(running: RunningOrders, parts: Parts): Promise<OrdersRun> {
  const { logger, store, gateway, commands, temporal, meters } = running;
  const worker = await startWorker({
    connection: temporal.options,
    namespace: temporal.namespace,
    activities: activitiesOf(running),
    observe: observedActivities(logger, meters),
    buildId: running.config.worker.buildId,
    ...(running.bundle === undefined ? {} : { bundle: await running.bundle }),
  }).catch((error: unknown) => {
    if (!isUnreachable(error)) throw error;
    throw new StartError(
      `Temporal does not answer at ${temporal.address} (namespace ${temporal.namespace}): check the address and that it runs.`,
    );
  });
  parts.add('worker', () => worker.stop());
  const reconciler = createReconciler({ store, sender: commands, gateway, logger, onRound: meters.round });
  reconciler.start();
  parts.add('reconciler', () => reconciler.stop());
  return { ...worker, wake: () => reconciler.wake() };
}

/** Settles when the worker ended by itself, with a sentence on how. */
export function whyEnded({ ended }: RunningWorker): Promise<string> {
  return ended.then(
    () => 'The worker ended.',
    () => 'The worker failed.',
  );
}

function activitiesOf({ config, logger, store, gateway, policies, linkKeys, commands, smtpUrl, publicUrl }: RunningOrders) {
  return createActivities({
    store,
    channel: smtpChannel({ url: smtpUrl, from: config.mail.from }),
    eventsAfter: (orderId, after) => gateway.eventsAfter(orderId, after),
    claimEventsAfter: (claim, after) => gateway.claims.eventsAfter(claim, after),
    workflows: otherWorkflows(gateway, commands),
    claimLinkOf: ({ state }) => {
      const target = customersClaimLink(state);
      return target && ((number) => `${known(publicUrl())}/claim/${signClaimLink(linkKeys[0], { ...target, number })}`);
    },
    packFor: (marketplaceId, at) => policies.forMarketplace(marketplaceId, at),
    desk: { supervisorAddress: config.mail.supervisor, supportAddress: config.mail.support },
    logger,
  });
}

/** The worker is there a moment before HTTP listens: a letter that comes in between is tried again. */
function known(address: string | null): string {
  if (address === null) throw new Error('the public address is not known yet');
  return address;
}

/** The SDK's words for no connection and for a namespace that is not there or not ours. */
function isUnreachable(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TransportError' || /connect|namespace|unavailable|permission/i.test(error.message));
}
