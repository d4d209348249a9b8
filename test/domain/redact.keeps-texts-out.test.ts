// Goal: no free text and no personal data of a body enters a workflow; the store gets exactly what was taken out.
// Method: the private fields written out by hand; bodies of any shape (fast-check).
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CommandBodies, CommandName } from '../../domain/order/bodies.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { privateTexts, redact } from '../../domain/order/redact.ts';
import { REDACTED } from '../../domain/shared/reading/redaction.ts';
import { properties } from './support/properties.ts';
import { CANARY, RANDOM_BODIES } from './support/random-bodies.ts';
import { orderIn } from './support/stages.ts';

const PRIVATE: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  amend: ['address.*', 'scopeItems[].description'],
  'reassign-provider': ['reason'],
  'record-inspection': ['items[].name', 'items[].note', 'siteCondition'],
  'resume-work': ['reason'],
  'report-defect': ['description', 'cause', 'needed', 'customerNotified.summary'],
  'contact-support': ['summary'],
  'decide-hold': ['guidance'],
  'confirm-scope': ['items[].note'],
  'add-job-note': ['text'],
  'sign-off': ['signedBy', 'reason'],
  waive: ['reason'],
  cancel: ['note'],
  'decide-fee': ['reason'],
  attribute: ['reason'],
  'raise-issue': ['description'],
  rate: ['review'],
  'send-message': ['text', 'variables.*'],
  'file-claim': ['claimant.name', 'partnerName', 'agreedScope', 'description', 'exception.reason'],
};

const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];

describe('redaction', () => {
  it.each(COMMAND_NAMES)('of %s takes out the texts of its body, and nothing else', (command) => {
    expect(COMMANDS[command].privateFields).toEqual(PRIVATE[command] ?? []);
  });

  it('keeps the shape: the rules see that something was said, not what', () => {
    const body: CommandBodies['record-inspection'] = {
      buyerPresent: true,
      manual: 'REVIEWED',
      items: [{ name: CANARY, condition: 'DAMAGED', preventsService: false, note: CANARY }, { condition: 'OK' }],
      siteCondition: CANARY,
    };
    expect(redact('record-inspection', body)).toEqual({
      buyerPresent: true,
      manual: 'REVIEWED',
      items: [{ name: REDACTED, condition: 'DAMAGED', preventsService: false, note: REDACTED }, { condition: 'OK' }],
      siteCondition: REDACTED,
    });
    expect(privateTexts('record-inspection', body)).toEqual({ items: body.items, siteCondition: CANARY });
  });

  it('of an address and of variables takes every value, whatever its name', () => {
    expect(redact('amend', { address: { name: CANARY, city: CANARY } })).toEqual({ address: { name: REDACTED, city: REDACTED } });
    expect(redact('send-message', { purpose: 'QUESTION', variables: { a: CANARY, b: 42 } })).toEqual({
      purpose: 'QUESTION',
      variables: { a: REDACTED, b: REDACTED },
    });
  });

  it('gives no private side where nothing was said', () => {
    expect(privateTexts('cancel', { reasonCode: 'WEATHER' })).toBeNull();
    expect(privateTexts('arrive', {})).toBeNull();
    expect(privateTexts('cancel', null)).toBeNull();
  });

  it.each(COMMAND_NAMES)('of %s leaves no text behind, and is the same done twice', (command) => {
    const maker = RANDOM_BODIES[command];
    if (!maker) return;
    const journey = orderIn('WORK_FINISHED');
    properties(
      fc.property(maker, (make) => {
        const once = redact(command, make(journey.state, journey.now) as CommandBodies[typeof command]);
        expect(JSON.stringify(once)).not.toContain(CANARY);
        expect(redact(command, once)).toEqual(once);
      }),
      20,
    );
  });

  it('never throws on a body of another shape', () => {
    properties(
      fc.property(fc.constantFrom(...COMMAND_NAMES), fc.anything(), (command, body) => {
        redact(command, body as CommandBodies[typeof command]);
        privateTexts(command, body);
      }),
      200,
    );
  });
});
