// Goal: an import makes each order once, carries over what changed at the marketplace, and says what it could not take.
// Method: the use case on real databases; commands are decided by the real rules, without Temporal in between.
import { beforeAll, expect, it } from '@jest/globals';
import { serviceJobOf } from '../../api/service-jobs/export.ts';
import { importServiceJobs } from '../../api/service-jobs/import.ts';
import type { ServiceJob } from '../../domain/service-job/types.ts';
import { loadPolicies } from '../../policies/registry.ts';
import type { Store } from '../../store/contract/store.ts';
import { describeEachEngine } from '../support/database.ts';
import { decidingService } from './deciding-service.ts';
import { exampleJob, fullJob, modelErrors, rescheduledExample } from './model.ts';

const policies = loadPolicies();
const actor = { role: 'system', id: 'importer' } as const;
const DAY_MS = 86_400_000;
const ahead = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

type Visit = NonNullable<ServiceJob['appointments']>[number];
const visit = (appointmentId: string, startTime: string, changes: Visit = {}): Visit => ({
  appointmentId,
  appointmentStatus: 'ACTIVE',
  appointmentTime: { startTime, durationInMinutes: 120 },
  ...changes,
});
const FIRST = ahead(3);
const SECOND = ahead(5);
describeEachEngine('an import', (open) => {
  let store: Store;
  let count = 0;
  beforeAll(async () => {
    store = await open();
  }, 30_000);

  /** A job of its own for each test, on the one database. */
  function setUp() {
    count += 1;
    const id = `JOB-${count}`;
    const orderId = `sj-${id}`;
    const job = (changes: ServiceJob = {}) =>
      fullJob({
        serviceJobId: id,
        serviceJobProvider: { serviceJobProviderId: `PROV${count}` },
        appointments: [visit('APPT-1', FIRST)],
        ...changes,
      });
    const booked = job();
    const moved = job({
      appointments: [
        visit('APPT-1', FIRST, { appointmentStatus: 'CANCELLED', rescheduledAppointmentId: 'APPT-2' }),
        visit('APPT-2', SECOND),
      ],
    });
    const commands = decidingService(store);
    const run = (...jobs: unknown[]) => importServiceJobs({ store, policies, commands }, { jobs, actor });
    const order = async (wanted = orderId) => {
      const found = await store.orders.get(wanted);
      if (!found) throw new Error('no order');
      return found;
    };
    return { id, orderId, providerId: `PROV${count}`, job, booked, moved, commands, run, order };
  }

  it('creates an order once: the same content again is unchanged', async () => {
    const { id, orderId, booked, commands, run, order } = setUp();
    expect(await run(booked)).toMatchObject({
      imported: [{ serviceJobId: id, orderId: orderId, change: 'CREATED' }],
      refused: [],
    });
    const before = (await order()).state;
    expect(await run(booked)).toEqual({
      imported: [{ serviceJobId: id, orderId: orderId, change: 'UNCHANGED', warnings: [] }],
      refused: [],
    });
    expect((await order()).state).toEqual(before);
    expect(commands.begun).toEqual([orderId]);
  });

  it("takes the model's own example through and gives it back as it was", async () => {
    const { commands, run, order } = setUp();
    const { imported } = await run(exampleJob());
    expect(imported).toMatchObject([{ orderId: 'sj-34534399990035', change: 'CREATED' }]);
    const taken = await order('sj-34534399990035');
    expect([taken.state.name, taken.details.given.assumed?.includes('/marketplaceId')]).toEqual(['CLOSED', true]);
    expect(serviceJobOf(policies, taken)).toEqual(exampleJob());
    // It is over: there is nothing to run, and nobody is written to about what happened years ago.
    expect(commands.begun).toEqual([]);
    expect(await store.messages.of('sj-34534399990035')).toEqual([]);
    expect((await run(exampleJob())).imported).toMatchObject([{ change: 'UNCHANGED' }]);
  });

  it("takes the model's example of a reschedule, in the past as it is", async () => {
    const { run, order } = setUp();
    const job = rescheduledExample();
    const { imported } = await run(job);
    const taken = await order(imported[0]?.orderId);
    expect(taken.state.appointments.map((one) => one.status)).toEqual(['CANCELLED', 'ACTIVE']);
    const written = serviceJobOf(policies, taken);
    expect(modelErrors(written)).toEqual([]);
    expect(new Set(written.appointments?.map((one) => one.appointmentId))).toEqual(
      new Set(job.appointments?.map((one) => one.appointmentId)),
    );
  });

  it('registers an unknown provider without cleared technicians, and leaves a known one alone', async () => {
    const { id, providerId, job, booked, run } = setUp();
    const { imported } = await run(booked);
    expect(imported[0]?.warnings.map((warning) => warning.code)).toContain('PROVIDER_REGISTERED');
    expect(await store.providers.get(providerId)).toMatchObject({ technicians: [], marketplaceIds: ['US'] });
    const again = await run(job({ serviceJobId: `${id}-2`, appointments: [visit('APPT-9', FIRST)] }));
    expect(again.imported[0]?.warnings.map((warning) => warning.code)).not.toContain('PROVIDER_REGISTERED');
  });

  it('moves the visit where the job has a new active appointment', async () => {
    const { booked, moved, run, order } = setUp();
    await run(booked);
    expect((await run(moved)).imported).toMatchObject([{ change: 'UPDATED' }]);
    const { state } = await order();
    expect(state.appointments).toMatchObject([
      { status: 'CANCELLED', reasonCode: 'MARKETPLACE_CHANGE', attributedTo: 'MARKETPLACE' },
      { status: 'ACTIVE', startAt: Date.parse(SECOND), awaitingAgreement: null },
    ]);
    expect((await run(moved)).imported).toMatchObject([{ change: 'UNCHANGED' }]);
  });

  it('does not undo what was decided here by a job that stayed as it was', async () => {
    const { orderId, booked, commands, run, order } = setUp();
    await run(booked);
    const third = ahead(9);
    await commands.give(await order(), {
      commandId: `c-${orderId}`,
      caller: 'support:agent',
      idempotencyKey: null,
      method: 'POST',
      path: '/',
      bodyHash: 'x',
      order: {
        orderId: orderId,
        actor: { role: 'support', id: 'agent' },
        authority: {},
        expectedVersion: null,
        commands: [
          {
            command: 'reschedule',
            body: { startTime: third, durationInMinutes: 60, reasonCode: 'CUSTOMER_REQUEST', agreedByCounterpart: true },
          },
        ],
      },
    });
    // Another field changed there: the visit did not.
    await run({ ...booked, scopeOfWork: { title: 'Another title' } });
    expect((await order()).state.appointments.at(-1)).toMatchObject({ status: 'ACTIVE', startAt: Date.parse(third) });
  });

  it('schedules the first visit of an order that waited for it', async () => {
    const { job, booked, run, order } = setUp();
    await run(job({ serviceJobStatus: 'PENDING_SCHEDULE', appointments: [] }));
    expect((await order()).state.name).toBe('REQUESTED');
    expect((await run(booked)).imported).toMatchObject([{ change: 'UPDATED' }]);
    expect((await order()).state.name).toBe('SCHEDULED');
  });

  it('reports a new visit that the rules refuse, keeps the order as it was, and tries again the next time', async () => {
    const { id, job, booked, moved, run, order } = setUp();
    await run(booked);
    const before = (await order()).state;
    const tooFar = job({ appointments: [visit('APPT-2', ahead(366))] });
    const refused = {
      imported: [],
      refused: [{ serviceJobId: id, errors: [{ pointer: '/appointments', message: expect.stringContaining('365 days') }] }],
    };
    expect(await run(tooFar)).toEqual(refused);
    expect(await run(tooFar)).toEqual(refused);
    expect((await order()).state).toEqual(before);
    expect((await run(moved)).imported).toMatchObject([{ change: 'UPDATED' }]);
  });

  it('cancels the order of a job that was cancelled, attributed to nobody who works on it', async () => {
    const { booked, run, order } = setUp();
    await run(booked);
    expect((await run({ ...booked, serviceJobStatus: 'CANCELLED' })).imported).toMatchObject([{ change: 'UPDATED' }]);
    expect((await order()).state).toMatchObject({ name: 'CANCELLED', cancellation: { attributedTo: 'MARKETPLACE' }, fees: [] });
  });

  it('reports a completion that this order still lacks something for', async () => {
    const { id, booked, run, order } = setUp();
    await run(booked);
    const { refused } = await run({ ...booked, serviceJobStatus: 'COMPLETED' });
    expect(refused).toMatchObject([{ serviceJobId: id, errors: [{ pointer: '/serviceJobStatus' }] }]);
    expect((await order()).state.name).toBe('SCHEDULED');
  });

  it.each(['NOT_FULFILLABLE', 'PAYMENT_DECLINED'] as const)(
    'reports that a job became %s, for support to decide',
    async (serviceJobStatus) => {
      const { booked, run } = setUp();
      await run(booked);
      expect((await run({ ...booked, serviceJobStatus })).refused).toMatchObject([{ errors: [{ pointer: '/serviceJobStatus' }] }]);
    },
  );

  it('reports an appointment that was cancelled without a new one', async () => {
    const { job, booked, run } = setUp();
    await run(booked);
    const withdrawn = job({
      serviceJobStatus: 'PENDING_SCHEDULE',
      appointments: [visit('APPT-1', FIRST, { appointmentStatus: 'CANCELLED' })],
    });
    expect((await run(withdrawn)).refused).toMatchObject([{ errors: [{ pointer: '/appointments' }] }]);
  });

  it('gives the order to another provider and the visit another address', async () => {
    const { providerId, booked, run, order } = setUp();
    await run(booked);
    const address = { name: 'Dana Reyes', addressLine1: '2 Side St', countryCode: 'US' };
    const changed = {
      ...booked,
      serviceJobProvider: { serviceJobProviderId: `${providerId}X` },
      serviceLocation: { serviceLocationType: 'IN_HOME', address },
    };
    expect((await run(changed)).imported).toMatchObject([{ change: 'UPDATED' }]);
    const { state, details } = await order();
    expect([state.providerId, details.given.serviceLocation.address]).toEqual([`${providerId}X`, address]);
  });

  it('says what it does not carry over, and changes nothing for it', async () => {
    const { booked, run, order } = setUp();
    await run(booked);
    const before = (await order()).state;
    const { imported } = await run({ ...booked, scopeOfWork: { title: 'Another title' } });
    expect(imported).toMatchObject([{ change: 'UNCHANGED', warnings: [{ code: 'NOT_CARRIED_OVER' }] }]);
    expect((await order()).state).toEqual(before);
  });

  it('says that a change is taken and not decided where no worker runs, and decides it once', async () => {
    const { booked, moved, commands, run, order } = setUp();
    await run(booked);
    commands.pending = true;
    expect((await run(moved)).imported).toMatchObject([{ change: 'UPDATED', warnings: [{ code: 'PENDING' }] }]);
    commands.pending = false;
    expect((await run(moved)).imported).toMatchObject([{ change: 'UPDATED', warnings: [] }]);
    expect((await order()).state.rescheduleCount).toBe(1);
    expect((await run(moved)).imported).toMatchObject([{ change: 'UNCHANGED' }]);
  });

  it('keeps no good job out for a bad one, and names the place in each', async () => {
    const { id, booked, run } = setUp();
    const { imported, refused } = await run(
      {},
      'no job',
      null,
      { ...booked, serviceJobId: `${id}-3`, serviceJobStatus: 'LOST' },
      { ...booked, serviceJobId: `${id}-4`, createTime: 'yesterday' },
      { ...booked, serviceJobId: `${id}-5`, scopeOfWork: { title: 'half \ud800' } },
      { ...booked, serviceJobId: `${id}-6`, marketplaceId: 'DE' },
      { ...booked, buyer: { name: null } },
    );
    expect(imported).toMatchObject([{ serviceJobId: id, change: 'CREATED' }]);
    expect(refused.map(({ serviceJobId, errors }) => [serviceJobId, errors.map((error) => error.pointer)])).toEqual([
      [null, ['/serviceJobId']],
      [null, ['']],
      [null, ['']],
      [`${id}-3`, ['/serviceJobStatus']],
      [`${id}-4`, ['/createTime']],
      [`${id}-5`, ['']],
      [`${id}-6`, ['/marketplaceId']],
    ]);
  });

  it('makes one order of two imports at the same time', async () => {
    const { booked, moved, run, order } = setUp();
    const results = await Promise.all([run(booked), run(booked), run(moved)]);
    expect(results.flatMap((result) => result.refused)).toEqual([]);
    expect(results.flatMap((result) => result.imported).filter((one) => one.change === 'CREATED')).toHaveLength(1);
    expect((await order()).state.appointments.at(-1)?.status).toBe('ACTIVE');
  });

  it('gives ids that do not fit our alphabet an order of their own, the same every time', async () => {
    const { id, booked, run } = setUp();
    const odd = { ...booked, serviceJobId: `${id} ${'Ä/1 '.repeat(20)}` };
    const { imported } = await run(odd);
    expect(imported[0]?.orderId).toMatch(/^sj-[0-9a-f]{40}$/);
    expect((await run(odd)).imported).toMatchObject([{ orderId: imported[0]?.orderId, change: 'UNCHANGED' }]);
  });

  it('takes no job that its caller may have nothing to do with, and does not tell whether its order is there', async () => {
    const { orderId, booked, commands, run } = setUp();
    const outside = () => importServiceJobs({ store, policies, commands }, { jobs: [booked], actor, isAllowed: () => false });
    const before = await outside();
    expect(before).toMatchObject({ imported: [], refused: [{ errors: [{ pointer: '/serviceJobId' }] }] });
    expect(await store.orders.get(orderId)).toBeNull();
    await run(booked);
    expect(await outside()).toEqual(before);
    // The job may say what it wants: it is the order's own seller and marketplace that count.
    let asked = 0;
    const isAllowed = () => {
      asked += 1;
      return asked === 1;
    };
    expect(await importServiceJobs({ store, policies, commands }, { jobs: [booked], actor, isAllowed })).toEqual(before);
  });
});
