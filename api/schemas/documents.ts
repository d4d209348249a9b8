import { z } from 'zod';
import { DOCUMENT_KINDS } from '../../domain/claim/bodies.ts';
import { id } from './primitives.ts';

const MIB = 1024 * 1024;
export const DOCUMENT_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/gif', 'image/tiff'] as const;
const VIDEO_TYPE = 'video/mp4';

export const documentSchema = z
  .strictObject({
    kind: z.enum(DOCUMENT_KINDS),
    contentType: z.string().max(100),
    contentLength: z
      .int()
      .min(1)
      .max(50 * MIB, 'is more than 50 MiB'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex'),
    orderId: id.optional(),
  })
  .superRefine(({ kind, contentType, contentLength }, context) => {
    const isVideo = kind === 'VIDEO';
    const types: readonly string[] = isVideo ? [VIDEO_TYPE] : DOCUMENT_TYPES;
    if (!types.includes(contentType))
      context.addIssue({ code: 'custom', path: ['contentType'], message: `must be one of ${types.join(', ')}` });
    if (!isVideo && contentLength > 5 * MIB) context.addIssue({ code: 'custom', path: ['contentLength'], message: 'is more than 5 MiB' });
  })
  .meta({
    id: 'NewDocument',
    examples: [{ kind: 'RECEIPT', contentType: 'application/pdf', contentLength: 48_213, sha256: '0'.repeat(64) }],
  });

export type NewDocumentBody = z.infer<typeof documentSchema>;

const at = z.string().meta({ format: 'date-time' });

export const document = z
  .looseObject({
    documentId: z.string(),
    kind: z.enum(DOCUMENT_KINDS),
    contentType: z.string(),
    contentLength: z.int(),
    sha256: z.string(),
    orderId: z.string().nullable(),
    state: z.enum(['AWAITING_UPLOAD', 'STORED']),
    locked: z.boolean().meta({ description: 'A claim of its order is open.' }),
    uploadedBy: z.looseObject({ role: z.string(), id: z.string() }),
    createdAt: at,
    storedAt: at.nullable(),
    contentUrl: z.string(),
  })
  .meta({ id: 'Document' });

export const documentAnnounced = z.looseObject({ documentId: z.string(), uploadUrl: z.string() }).meta({ id: 'DocumentAnnounced' });
