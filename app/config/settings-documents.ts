import { z } from 'zod';
import type { DocumentQuotas } from '../../api/quotas.ts';
import { AGE, secondsOf } from './settings-access.ts';
import { path, url } from './settings-values.ts';

const MIB = 1024 * 1024;
const many = z.string().regex(/^[1-9]\d{0,5}$/, 'expected a whole number from 1 to 999999');

/** Where the bytes of documents are, and how many there may be; spread into the settings of the program. */
export const DocumentSettings = {
  DOCUMENTS_DIR: path
    .optional()
    .describe('Folder for documents, shared by all API processes.')
    .meta({ example: '/var/lib/holdfast/documents', without: 'a folder in the data directory, or the bucket' }),
  DOCUMENTS_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9.-]{3,63}$/, 'expected the name of a bucket')
    .optional()
    .describe('S3 bucket for documents; credentials come from the usual AWS sources.')
    .meta({ example: 'holdfast-documents', without: 'a folder' }),
  DOCUMENTS_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'expected a region such as eu-west-1')
    .optional()
    .describe('Region of that bucket.')
    .meta({ example: 'eu-west-1', without: 'as the AWS sources say' }),
  DOCUMENTS_S3_ENDPOINT: url('http', 'https')
    .optional()
    .describe('Address of a storage that speaks S3 and is not AWS.')
    .meta({ example: 'https://storage.internal:9000', without: 'AWS' }),
  DOCUMENTS_UNBOUND_MAX: many.default('500').describe('How many documents one caller may have that no order uses yet.'),
  DOCUMENTS_UNBOUND_MIB: many.default('2048').describe('How many MiB these may have in all.'),
  DOCUMENTS_PER_ORDER_MAX: many.default('200').describe('How many documents one caller may announce for one order.'),
  DOCUMENTS_PER_ORDER_MIB: many.default('2048').describe('How many MiB the documents of one caller on one order may have in all.'),
  DOCUMENTS_UNBOUND_FOR: z
    .string()
    .regex(AGE, 'expected a number with s, m, h or d, such as 7d')
    .default('7d')
    .describe('How long a document is kept that no order uses, or whose bytes do not come; then it is forgotten, bytes and all.'),
};

type Read = z.infer<z.ZodObject<typeof DocumentSettings>>;

export function quotasOf(e: Read): DocumentQuotas {
  return {
    unbound: { count: Number(e.DOCUMENTS_UNBOUND_MAX), bytes: Number(e.DOCUMENTS_UNBOUND_MIB) * MIB },
    perOrder: { count: Number(e.DOCUMENTS_PER_ORDER_MAX), bytes: Number(e.DOCUMENTS_PER_ORDER_MIB) * MIB },
  };
}

export function unboundMsOf(e: Read): number {
  return secondsOf(e.DOCUMENTS_UNBOUND_FOR) * 1_000;
}
