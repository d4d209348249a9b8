import type { DocumentUse, NewDocument, StoreTransaction } from '../store/contract/store.ts';
import { invalidProblem, type Problem } from './http/problems.ts';

/** How many documents, and how many bytes of them in all. */
export interface DocumentQuotas {
  /** Of one caller's that no order has yet. */
  readonly unbound: DocumentUse;
  /** Of one caller's on one order: nobody takes the room of the others. */
  readonly perOrder: DocumentUse;
}

/** Thrown inside the transaction of an answer, so that neither the document nor the refusal is kept: later there may be room. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super('a quota is used up');
    this.problem = problem;
  }
}

/** @throws NoRoom */
export async function claimRoom(
  tx: Pick<StoreTransaction, 'documentUse'>,
  quotas: DocumentQuotas | undefined,
  document: Pick<NewDocument, 'uploader' | 'orderId' | 'contentLength'>,
): Promise<void> {
  if (!quotas) return;
  const isBound = document.orderId !== null;
  const { count, bytes } = isBound ? quotas.perOrder : quotas.unbound;
  const used = await tx.documentUse(document);
  const whose = isBound ? 'You have on this order' : 'You have without an order';
  const then = isBound ? '' : ' What no order uses expires.';
  if (used.count >= count) throw new NoRoom(full(`${whose} as many documents as one caller may: ${count}.${then}`, '/orderId'));
  if (used.bytes + document.contentLength > bytes)
    throw new NoRoom(full(`${whose} documents of ${used.bytes} bytes; one caller may have ${bytes}.${then}`, '/contentLength'));
}

function full(detail: string, pointer: string): Problem {
  return { ...invalidProblem([{ pointer, message: 'leaves no room' }]), code: 'quota_exceeded', detail };
}
