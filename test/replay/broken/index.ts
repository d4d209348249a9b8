import { sleep } from '@temporalio/workflow';
import { serviceOrder as published } from '../../../workflows/service-order.ts';

/** What no running order survives: a step that its history does not have. */
export async function serviceOrder(input: Parameters<typeof published>[0]): ReturnType<typeof published> {
  await sleep('1 minute');
  return published(input);
}
