import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid } from '../../shared/deciding/refusal.ts';
import { unusableDocument } from '../../shared/documents.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** A device's clock may be this far ahead of ours. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/**
 * A defect is noticed: the customer is told, nothing is completed, support is asked. Opens a hold with its clocks.
 * Source: best practices, "Sometimes a defective product is only noticed after the completion of the service".
 */
export const reportDefect: CommandSpec<'report-defect'> = {
  command: 'report-defect',
  summary: 'Report a defect; the order is held until support has decided.',
  roles: ['provider'],
  forOthers: true,
  moves: stays('ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'),
  privateFields: ['description', 'cause', 'needed', 'customerNotified.summary'],
  unmet: () => [],
  decide: ({ state, now, facts }, { customerNotified, mediaAuthorised, documentIds }) => {
    // Pictures and video only where the customer authorised them.
    if (!mediaAuthorised && (documentIds?.length ?? 0) > 0)
      return refuse(invalid('/documentIds', 'need the authorisation of the customer'));
    const unusable = unusableDocument(facts.documents, documentIds ?? [], (index) => `/documentIds/${index}`);
    if (unusable) return refuse(unusable);
    const notifiedAt = Date.parse(customerNotified.at);
    if (Number.isNaN(notifiedAt)) return refuse(invalid('/customerNotified/at', 'is not an instant with an offset'));
    if (notifiedAt > now + CLOCK_SKEW_MS) return refuse(invalid('/customerNotified/at', 'lies in the future'));
    const holdId = `hold-${state.holdCount + 1}`;
    const reported = event('DEFECT_REPORTED', { holdId, mediaAuthorised, customerNotifiedAt: notifiedAt });
    return accept([reported, event('HOLD_OPENED', { holdId, kind: 'DEFECT' })], ['defect.holds-the-order']);
  },
};
