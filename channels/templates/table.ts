import { answer } from './answer.ts';
import { appointmentQuestion } from './appointment-question.ts';
import { claimAppealed } from './claim-appealed.ts';
import { claimDecision } from './claim-decision.ts';
import { claimDocuments } from './claim-documents.ts';
import { claimEscalation } from './claim-escalation.ts';
import { claimPayment } from './claim-payment.ts';
import { claimReceived } from './claim-received.ts';
import { claimReminder } from './claim-reminder.ts';
import { claimWindowReminder } from './claim-window-reminder.ts';
import { claimWithdrawn } from './claim-withdrawn.ts';
import { defectConfirmation } from './defect-confirmation.ts';
import { feeDecided } from './fee-decided.ts';
import { feedback } from './feedback.ts';
import { holdDecided } from './hold-decided.ts';
import { issueRaised } from './issue-raised.ts';
import { jobSummary } from './job-summary.ts';
import { ladderEscalation } from './ladder-escalation.ts';
import { ladderReminder } from './ladder-reminder.ts';
import { noShowChoice } from './no-show-choice.ts';
import { orderAmended } from './order-amended.ts';
import { rescheduleProposed } from './reschedule-proposed.ts';
import type { Template } from './template.ts';

/**
 * All messages that are written by template. There is none that confirms an order, a shipment or an appointment: the
 * marketplace sends those, and a second one would confuse. Source: "Selling on Amazon: things to know", what Amazon sends.
 */
export const templates = {
  feedback,
  'job-summary': jobSummary,
  'reschedule-proposed': rescheduleProposed,
  'order-amended': orderAmended,
  'no-show-choice': noShowChoice,
  'claim-window-reminder': claimWindowReminder,
  'ladder-reminder': ladderReminder,
  'ladder-escalation': ladderEscalation,
  'issue-raised': issueRaised,
  'hold-decided': holdDecided,
  'defect-confirmation': defectConfirmation,
  'appointment-question': appointmentQuestion,
  answer,
  'fee-decided': feeDecided,
  'claim-appealed': claimAppealed,
  'claim-decision': claimDecision,
  'claim-documents': claimDocuments,
  'claim-escalation': claimEscalation,
  'claim-payment': claimPayment,
  'claim-received': claimReceived,
  'claim-reminder': claimReminder,
  'claim-withdrawn': claimWithdrawn,
} satisfies Readonly<Record<string, Template>>;

type TemplateId = keyof typeof templates;

function isTemplateId(id: string): id is TemplateId {
  return Object.hasOwn(templates, id);
}

/** The template of that id, or null. */
export function findTemplate(id: string): Template | null {
  return isTemplateId(id) ? templates[id] : null;
}
