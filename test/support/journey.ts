import type { GivenCommand } from '../../store/contract/store.ts';
import type { Bench } from './bench.ts';
import { accepted, CANARY, command, PROVIDER } from './orders.ts';

type Place = Pick<Bench, 'store' | 'service'>;

const text = (what: string): string => `${CANARY} ${what}`;

export const assign = (): GivenCommand => command('assign-technicians', { technicianIds: ['tech-1'] });
export const inspect = (): GivenCommand =>
  command('record-inspection', {
    buyerPresent: true,
    minorPresent: false,
    manual: 'REVIEWED',
    items: [{ name: text('item'), condition: 'OK', note: text('note') }],
    siteCondition: text('site'),
  });
export const confirmScope = (): GivenCommand =>
  command('confirm-scope', { customerPresent: true, items: [{ itemId: 'mount', done: true, note: text('note') }], qualityAccepted: true });
export const note = (): GivenCommand => command('add-job-note', { text: text('note'), topics: ['SAFETY'] });
export const signOffAndComplete = (): GivenCommand =>
  command('sign-off', { signedBy: text('signature'), proofType: 'CUSTOMER_SIGNATURE', complete: true });
export const reportDefect = (): GivenCommand =>
  command('report-defect', {
    description: text('defect'),
    cause: text('cause'),
    needed: text('part'),
    customerNotified: { at: new Date().toISOString(), summary: text('told') },
    mediaAuthorised: false,
  });

/** From its appointment to the door. */
export async function toTheDoor(bench: Place, orderId: string): Promise<void> {
  await accepted(bench, orderId, PROVIDER, assign());
  await accepted(bench, orderId, PROVIDER, command('arrive', {}));
}

/** From the door to work under way. */
export async function toWork(bench: Place, orderId: string): Promise<void> {
  await toTheDoor(bench, orderId);
  await accepted(bench, orderId, PROVIDER, [inspect(), command('start-work', {})]);
}

/** Finished, accepted by the customer, complete: the last request of a technician's visit. */
export async function complete(bench: Place, orderId: string): Promise<void> {
  await accepted(bench, orderId, PROVIDER, command('finish-work', {}));
  await accepted(bench, orderId, PROVIDER, [confirmScope(), note(), signOffAndComplete()]);
}

/** A question to the customer: a message that somebody outside gets. */
export const question = (): GivenCommand => command('send-message', { purpose: 'QUESTION', text: text('question') });
