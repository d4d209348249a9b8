// Goal: whatever an order sends by itself can be written from the order and its event alone, in every language.
// Method: each event that has a message, folded as the store folds it; its intent rendered without anything added by hand.
import { describe, expect, it } from '@jest/globals';
import { templateVariables } from '../../channels/templates/order-variables.ts';
import { renderTemplate } from '../../channels/templates/render.ts';
import { detailsOf, evolveDetails, type OrderDetails } from '../../domain/order/details.ts';
import { effectsOf } from '../../domain/order/effects.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import { fold } from '../../domain/order/evolve.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import { DAY_MS } from '../../domain/shared/time.ts';
import { type ScriptedOrder, scriptOrder, terms } from '../activities/order.ts';

const AT = Date.parse('2027-01-10T12:00:00Z');
const START = Date.parse('2027-01-15T18:00:00Z');
const CLOSES_AT = Date.parse('2027-02-15T08:00:00Z');
const appointment = { appointmentId: 'appt-1', startAt: START, durationInMinutes: 60, lateCompletionAt: START + DAY_MS };
const claimWindow = {
  opensAt: START,
  closesAt: CLOSES_AT,
  timeZone: 'America/Los_Angeles',
  days: 30,
  rule: 'a rule',
  programme: 'guarantee',
  claimant: 'CUSTOMER' as const,
};
const fee = { feeId: 'fee-1', amount: { amountMinor: 5000, currency: 'USD' } };
const rung = { subject: 'hold-1', since: START, due: START + DAY_MS, rung: 2, skipped: false } as const;

type Texts = Record<number, PrivateData>;

/** What the last event sends, in words, per language; null where it sends nothing. */
function sent(order: ScriptedOrder, texts: Texts = {}): Record<string, { subject: string; text: string }> | null {
  const { events } = order;
  const event = events.at(-1) as OrderEvent;
  const state = fold(null, events);
  const details = events.reduce<OrderDetails>(
    (before, one) => evolveDetails(before, one, texts[one.sequence] ?? null),
    detailsOf(order.given),
  );
  const message = effectsOf(event, state).find((effect) => effect.kind === 'message')?.message;
  if (!message) return null;
  const render = (locale: string) => {
    const variables = templateVariables({ state, details, terms }, { ...message, locale });
    const rendered = renderTemplate(message.templateId ?? '', locale, variables, { timeZone: state.timeZone });
    if (!rendered.ok) throw new Error(JSON.stringify(rendered.reasons));
    return rendered;
  };
  return { en: render('en-US'), es: render('es-US'), hi: render('hi-IN') };
}

function order(): ScriptedOrder {
  const scripted = scriptOrder({}, AT);
  scripted.add('APPOINTMENT_SCHEDULED', appointment);
  return scripted;
}

describe('at completion', () => {
  it('the summary says what was done, the notes, and the end of the claim window', () => {
    const completed = order();
    completed.add('SCOPE_CONFIRMED', {
      customerPresent: true,
      items: [{ itemId: 'mount', done: true }],
      qualityAccepted: true,
      positive: true,
    });
    const note = completed.add('JOB_NOTE_ADDED', { noteId: 'note-1', topics: ['SAFETY'] });
    completed.add('ORDER_COMPLETED', { claimWindow, late: false, partner: null });
    const summary = sent(completed, { [note.sequence]: { text: 'Cables are\nbehind the wall.' } });
    expect(summary?.['en']?.text).toContain('- Mount the TV on the wall');
    expect(summary?.['en']?.text).toContain('Notes on the job (1):\n- Cables are behind the wall.');
    expect(summary?.['en']?.text).toMatch(/before Monday, February 15, 2027.*12:00.*Pacific Standard Time/);
    expect(summary?.['es']?.text).toContain('lunes, 15 de febrero de 2027');
    expect(summary?.['hi']?.text).toContain('15 फ़रवरी 2027');
  });

  it('the summary says so when there are no notes and no guarantee', () => {
    const completed = order();
    completed.add('ORDER_COMPLETED', { claimWindow: null, late: false, partner: null });
    const summary = sent(completed);
    expect(summary?.['en']?.text).toContain('There are no notes on the job.');
    expect(summary?.['en']?.text).toContain('No guarantee programme applies');
    expect(summary?.['es']?.text).toContain('ningún programa de garantía');
    expect(summary?.['hi']?.text).toContain('कोई गारंटी कार्यक्रम लागू नहीं');
  });

  it('long and many notes are cut rather than the summary refused', () => {
    const completed = order();
    const texts: Texts = {};
    for (let index = 0; index < 50; index += 1) {
      const note = completed.add('JOB_NOTE_ADDED', { noteId: `note-${index}`, topics: [] });
      texts[note.sequence] = { text: `${index} ${'😀'.repeat(3_000)}` };
    }
    completed.add('ORDER_COMPLETED', { claimWindow, late: false, partner: null });
    const text = sent(completed, texts)?.['en']?.text ?? '';
    expect(text).toContain('Notes on the job (50):');
    expect(text.match(/^- /gm)).toHaveLength(10);
    expect(text).toContain('…');
    expect(text).not.toContain('\uFFFD');
  });
});

describe('on the way', () => {
  it('a reschedule that is not agreed names the new time, not what the order has by then', () => {
    const moved = order();
    const again = {
      ...appointment,
      previousAppointmentId: 'appt-1',
      reasonCode: 'CUSTOMER_REQUEST',
      attributedTo: 'CUSTOMER',
      techniciansUnassigned: 0,
    } as const;
    moved.add('APPOINTMENT_RESCHEDULED', {
      ...again,
      appointmentId: 'appt-2',
      startAt: START + DAY_MS,
      initiatedBy: 'PROVIDER',
      agreed: false,
    });
    expect(sent(moved)?.['en']?.text).toMatch(/Saturday, January 16, 2027/);
    moved.add('APPOINTMENT_RESCHEDULED', {
      ...again,
      appointmentId: 'appt-3',
      previousAppointmentId: 'appt-2',
      initiatedBy: 'CUSTOMER',
      agreed: true,
    });
    expect(sent(moved)).toBeNull();
  });

  it('an amendment shows the provider the scope', () => {
    const amended = order();
    amended.add('ORDER_AMENDED', { scopeItemIds: null, locale: null, addressChanged: true });
    expect(sent(amended)?.['en']?.text).toContain('- Mount the TV on the wall');
  });

  it('a no-show offers the customer the choice', () => {
    const missed = order();
    missed.add('NO_SHOW_RECORDED', { appointmentId: 'appt-1', party: 'PROVIDER' });
    expect(sent(missed)?.['en']?.text).toMatch(/Hello Ana Pérez[\s\S]*Friday, January 15, 2027[\s\S]*free of charge/);
  });

  it('a decision on a defect is a sentence with the guidance, by command or by signal', () => {
    const decided = order();
    decided.add('HOLD_OPENED', { holdId: 'hold-1', kind: 'DEFECT' });
    decided.add('DEFECT_REPORTED', { holdId: 'hold-1', mediaAuthorised: false, customerNotifiedAt: AT });
    const event = decided.add('HOLD_DECIDED', { holdId: 'hold-1', decision: 'RESUME', attributedTo: 'PRODUCT' });
    const notice = sent(decided, { [event.sequence]: { guidance: 'Use the spare bracket.' } });
    expect(notice?.['en']?.text).toMatch(/Please continue the work\.[\s\S]*Use the spare bracket\./);
    expect(notice?.['es']?.text).toContain('Continúe con el trabajo');
    expect(notice?.['en']?.text).not.toContain('RESUME');
    expect(sent(decided)?.['en']?.text).not.toContain('Guidance');
  });

  it('an issue tells the provider its words', () => {
    const raised = order();
    const event = raised.add('ISSUE_RAISED', { issueId: 'issue-1' });
    expect(sent(raised, { [event.sequence]: { description: 'The TV hangs askew.' } })?.['en']?.text).toContain('The TV hangs askew.');
  });

  it('a fee is told with its amount and what was decided', () => {
    const charged = order();
    charged.add('FEE_PROPOSED', { ...fee, kind: 'CANCELLATION', status: 'PROPOSED', rule: 'a rule' });
    charged.add('FEE_POSTED', fee);
    expect(sent(charged)?.['en']?.text).toMatch(/\$50\.00[\s\S]*The fee is charged\./);
    expect(sent(charged)?.['hi']?.text).toContain('$50.00');
  });
});

describe('by itself', () => {
  it('the reminder of the claim window names its end', () => {
    const reminded = order();
    reminded.add('ORDER_COMPLETED', { claimWindow, late: false, partner: null });
    reminded.add('CLAIM_WINDOW_REMINDER', { skipped: false });
    expect(sent(reminded)?.['en']?.text).toContain('February 15, 2027');
  });

  it.each(Object.keys(terms.ladders) as (keyof typeof terms.ladders)[])('the ladder %s reminds and escalates in words', (ladder) => {
    const climbing = order();
    climbing.add('RUNG_REACHED', { ...rung, ladder, action: 'REMIND', to: 'CUSTOMER', channel: 'MAIL' });
    const reminder = sent(climbing);
    expect(reminder?.['en']?.text).toContain('is waiting for');
    expect(reminder?.['en']?.text).not.toContain(ladder.includes('-') ? ladder : ' null');
    climbing.add('RUNG_REACHED', { ...rung, ladder, action: 'ESCALATE', to: 'SUPERVISOR', channel: 'TEXT' });
    const escalation = sent(climbing)?.['en']?.text ?? '';
    expect(escalation).toContain('details in the console');
    // One line, as a text message.
    expect(escalation.trim()).not.toContain('\n');
    expect(escalation.length).toBeLessThan(320);
  });
});
