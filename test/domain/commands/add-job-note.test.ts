// Goal: notes are taken any time before the order is closed, up to the policy's limit; topics gather.
// Method: pure decisions from each state.
import { describe, expect, it } from '@jest/globals';
import { unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

describe('add-job-note', () => {
  it.each(['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED', 'COMPLETED'] as const)(
    'is taken while the order is %s',
    (name) => {
      const journey = orderIn(name);
      const before = journey.state.noteCount;
      expect(journey.give('add-job-note').types).toEqual(['JOB_NOTE_ADDED']);
      expect(journey.state).toMatchObject({ name, noteCount: before + 1 });
    },
  );

  it.each(['CLOSED', 'CANCELLED'] as const)('is refused while the order is %s', (name) => {
    expect(unmetIds(orderIn(name).refusal('add-job-note'))).toEqual(['order.state']);
  });

  it('gathers topics, each once', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('add-job-note', { topics: ['SAFETY', 'SAFETY', 'PLACEMENT'] });
    journey.give('add-job-note', { topics: ['SAFETY', 'ADVICE'] });
    journey.give('add-job-note', { topics: [] });
    expect(journey.state.topicsCovered).toEqual(['SAFETY', 'PLACEMENT', 'ADVICE']);
  });

  it('is refused beyond the limit', () => {
    const journey = orderIn('SCHEDULED');
    for (let count = 0; count < journey.terms.limits.notes; count += 1) journey.give('add-job-note');
    expect(unmetIds(journey.refusal('add-job-note'))).toEqual(['notes.limit']);
  });
});
