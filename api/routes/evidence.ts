import { z } from 'zod';
import type { OrderRecord } from '../../store/contract/store.ts';
import { visibleOrder } from '../auth/visible.ts';
import { contentsOf } from '../evidence/contents.ts';
import { zipOf } from '../evidence/pack.ts';
import { PURPOSES } from '../evidence/purposes.ts';
import { type Route, route } from '../http/route.ts';

const packQuery = z.strictObject({
  for: z
    .enum(PURPOSES)
    .optional()
    .meta({ description: 'What comes first: for a guarantee claim, a charge back or a performance inquiry.' }),
});

export function evidenceRoutes(): readonly Route[] {
  return [
    route<OrderRecord, unknown, z.infer<typeof packQuery>>({
      method: 'get',
      path: '/v1/orders/{orderId}/evidence-pack',
      operationId: 'getEvidencePack',
      tag: 'Documents',
      summary: 'All that is on record about the order, with a manifest of hashes that can be checked offline.',
      description: 'A record; it guarantees no outcome. `npm run verify-pack -- FILE` checks it.',
      load: visibleOrder,
      query: packQuery,
      answers: { 200: { description: 'A ZIP.', contentTypes: ['application/zip'] } },
      handle: async ({ deps, caller, found, query }) => {
        const purpose = query.for ?? 'claim';
        const bytes = zipOf(deps.blobs, found.orderId, purpose, await contentsOf(deps, caller, found, purpose));
        return { kind: 'bytes', contentType: 'application/zip', filename: `${found.orderId}-${purpose}.zip`, bytes };
      },
    }),
  ];
}
