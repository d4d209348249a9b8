import type { CommandName } from '../bodies.ts';
import type { CommandSpec } from '../command.ts';
import { acceptReschedule } from './accept-reschedule.ts';
import { addJobNote } from './add-job-note.ts';
import { advanceClock } from './advance-clock.ts';
import { amend } from './amend.ts';
import { arrive } from './arrive.ts';
import { assignTechnicians } from './assign-technicians.ts';
import { attribute } from './attribute.ts';
import { cancel } from './cancel.ts';
import { complete } from './complete.ts';
import { confirmScope } from './confirm-scope.ts';
import { contactSupport } from './contact-support.ts';
import { decideFee } from './decide-fee.ts';
import { decideHold } from './decide-hold.ts';
import { fileClaim } from './file-claim.ts';
import { finishWork } from './finish-work.ts';
import { raiseIssue } from './raise-issue.ts';
import { rate } from './rate.ts';
import { reassignProvider } from './reassign-provider.ts';
import { recordInspection } from './record-inspection.ts';
import { reportDefect } from './report-defect.ts';
import { reportGuardian } from './report-guardian.ts';
import { reschedule } from './reschedule.ts';
import { resendClaimLink } from './resend-claim-link.ts';
import { resumeWork } from './resume-work.ts';
import { schedule } from './schedule.ts';
import { sendMessage } from './send-message.ts';
import { signOff } from './sign-off.ts';
import { startWork } from './start-work.ts';
import { waive } from './waive.ts';

/** Every command of an order, in the order of its life. A new command is one file, one row here, one test file. */
export const COMMANDS: { readonly [N in CommandName]: CommandSpec<N> } = {
  schedule,
  reschedule,
  'accept-reschedule': acceptReschedule,
  amend,
  'reassign-provider': reassignProvider,
  'assign-technicians': assignTechnicians,
  arrive,
  'record-inspection': recordInspection,
  'start-work': startWork,
  'report-guardian': reportGuardian,
  'finish-work': finishWork,
  'resume-work': resumeWork,
  'report-defect': reportDefect,
  'contact-support': contactSupport,
  'decide-hold': decideHold,
  'confirm-scope': confirmScope,
  'add-job-note': addJobNote,
  'sign-off': signOff,
  waive,
  complete,
  cancel,
  'decide-fee': decideFee,
  attribute,
  'raise-issue': raiseIssue,
  'file-claim': fileClaim,
  'resend-claim-link': resendClaimLink,
  rate,
  'send-message': sendMessage,
  'advance-clock': advanceClock,
};
