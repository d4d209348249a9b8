import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

// One proxy for each retry class. None gives up: what an order owes the outside is owed until it is done, and a person sees
// what waits. Giving up on a mail is the activity's own decision, for it knows the mail's age.

/** The database: short, and back soon after it was away. */
export const { record, recordFee, recordClaim, recordObligation, settledBefore } = proxyActivities<Activities>({
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '60 seconds' },
});

/** The mail server: an attempt may take its time (18 s at most), and a busy server is left alone for longer. */
export const { sendMessage, sendClaimMessage } = proxyActivities<Activities>({
  startToCloseTimeout: '60 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 3, maximumInterval: '10 minutes' },
});

/** Other workflows, by way of Temporal and the store: short, and tried again while either is away. */
export const { startClaim, tellClaim, tellOrder, createRecallOrder, cancelRecallOrder } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '60 seconds' },
});
