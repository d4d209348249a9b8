import { z } from 'zod';
import { ORDER_STATES } from '../../domain/order/state.ts';
import { id, instant } from './primitives.ts';

export const LIMIT_MAX = 100;
export const LIMIT_DEFAULT = 25;

const limit = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
  .optional()
  .meta({ description: `1 to ${LIMIT_MAX}, ${LIMIT_DEFAULT} where absent` });
const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,500}$/, 'is not a cursor of this list')
  .optional()
  .meta({ description: '`nextCursor` of the page before, of the same list' });
const position = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,14})$/, 'must be a position of this feed')
  .optional()
  .meta({ description: '`nextCursor`, or the `cursor` of an item: what comes after it' });

/** What every list takes. */
export const listParams = { limit, cursor };
/** Of a list without filters. */
export const pageQuery = z.strictObject(listParams);
export type ListParams = z.infer<typeof pageQuery>;

export const listQuery = z.strictObject({
  state: z.enum(ORDER_STATES).optional(),
  hold: z.enum(['DEFECT', 'GUARDIAN', 'INCIDENT']).optional(),
  waitingFor: z.enum(['CUSTOMER', 'PROVIDER', 'SUPPORT', 'SUPERVISOR', 'SYSTEM']).optional(),
  providerId: id.optional(),
  customerId: id.optional(),
  dueBefore: instant.optional(),
  q: z.string().min(1).max(100).optional().meta({ description: "In the order's id, its title or the customer's name" }),
  sort: z.enum(['nextDeadline', '-createdAt']).optional(),
  ...listParams,
});

export const feedQuery = z
  .strictObject({ after: position, cursor: position, limit })
  .refine(({ after, cursor }) => after === undefined || cursor === undefined, 'needs one of after and cursor');

export const timelineQuery = z.strictObject({ asOf: instant.optional(), ...listParams });

export function limitOf(given: string | undefined, otherwise = LIMIT_DEFAULT): number {
  return given === undefined ? otherwise : Number(given);
}
