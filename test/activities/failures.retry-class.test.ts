// Goal: each error has the right retry class and leaves nothing of its content in a workflow's history.
// Method: a table of errors as the database, the network and the program throw them.
import { describe, expect, it } from '@jest/globals';
import { failureOf, permanent } from '../../activities/failures.ts';

const withCode = (code: string) => Object.assign(new Error('Ana Pérez, ana@customer.example'), { code });
const named = (name: string) => Object.assign(new Error('Ana Pérez, ana@customer.example'), { name });

describe('failureOf', () => {
  it.each([
    ['serialization failure', withCode('40001'), 'TRY_AGAIN', false],
    ['deadlock', withCode('40P01'), 'TRY_AGAIN', false],
    ['connection exception', withCode('08006'), 'TRY_AGAIN', false],
    ['server going down', withCode('57P01'), 'TRY_AGAIN', false],
    ['out of resources', withCode('53300'), 'TRY_AGAIN', false],
    ['network', withCode('ECONNREFUSED'), 'TRY_AGAIN', false],
    ['store away', named('StoreUnavailable'), 'TRY_AGAIN', false],
    ['a bug', new TypeError('x is undefined for Ana'), 'TRY_AGAIN', false],
    ['no error at all', 'Ana', 'TRY_AGAIN', false],
    ['a broken constraint', withCode('23514'), 'DATABASE_REFUSED', true],
    ['wrong data', withCode('22P02'), 'DATABASE_REFUSED', true],
    ['a schema that refuses', named('ZodError'), 'INVALID_INPUT', true],
    ['the key with another effect', named('EffectMismatch'), 'EFFECT_MISMATCH', true],
  ])('%s', (_what, error, type, nonRetryable) => {
    const failure = failureOf('record', error);
    expect(failure).toMatchObject({ type, nonRetryable });
    expect([failure.message, failure.stack, String(failure.cause)].join()).not.toMatch(/Ana|ana@/);
  });

  it('leaves a failure that is classed already as it is', () => {
    const classed = permanent('diverged', 'event 3');
    expect(failureOf('record', classed)).toBe(classed);
  });
});
