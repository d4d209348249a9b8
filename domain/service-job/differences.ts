import type { CommandBodies } from '../order/bodies.ts';
import { activeAppointment, type OrderState } from '../order/state.ts';
import type { FieldError, Warning } from '../shared/deciding/refusal.ts';
import { type Instant, iso } from '../shared/time.ts';
import { MARKETPLACE_CHANGE } from './import-order.ts';
import { type JobRead, UNKNOWN_PROVIDER_ID } from './read.ts';
import type { ServiceJobStatus } from './types.ts';

/** What an import remembers of a job, to tell later what changed there; texts as digests only. */
export interface SeenJob {
  readonly status: ServiceJobStatus;
  readonly visit: { readonly startAt: Instant; readonly durationInMinutes: number } | null;
  readonly providerId: string | null;
  readonly address: string | null;
  /** Title, skills and items: what no command changes. */
  readonly rest: string;
}

type ImportCommand = 'schedule' | 'reschedule' | 'cancel' | 'complete' | 'amend' | 'reassign-provider';

/** A command that carries a difference over; `by`: the role whose command it is. */
export type JobCommand = {
  readonly [N in ImportCommand]: {
    readonly command: N;
    readonly body: CommandBodies[N];
    readonly by: 'system' | 'support';
    /** Place of the difference in the job. */
    readonly pointer: string;
  };
}[ImportCommand];

export interface Differences {
  readonly commands: readonly JobCommand[];
  /** Differences that no command stands for: a person decides. */
  readonly refused: readonly FieldError[];
  readonly warnings: readonly Warning[];
}

/** @param digest of any JSON value, equal for equal content */
export function seenOf({ status, visits, given }: JobRead, digest: (value: unknown) => string): SeenJob {
  const time = visits.at(-1)?.time;
  return {
    status,
    visit: time ? { startAt: Date.parse(time.startTime), durationInMinutes: time.durationInMinutes } : null,
    providerId: given.providerId === UNKNOWN_PROVIDER_ID ? null : given.providerId,
    address: given.serviceLocation.address ? digest(given.serviceLocation.address) : null,
    rest: digest([given.scopeOfWork, given.products ?? [], given.serviceLocation.type]),
  };
}

/**
 * What changed at the marketplace since the job was last seen and is not so here yet, as commands. Only what changed there
 * counts: what was decided here in the meantime is not undone by a job that stayed as it was.
 */
export function differences(seen: SeenJob, current: SeenJob, job: JobRead, state: OrderState): Differences {
  const warnings =
    seen.rest === current.rest
      ? []
      : [{ code: 'NOT_CARRIED_OVER', message: 'Title, skills, items or kind of place changed; the order keeps what it was created with.' }];
  const ending = endOf(seen, current, state);
  if (ending) return { refused: [], commands: [], ...ending, warnings };
  const visit = visitChange(seen, current, job, state);
  const commands = [...providerChange(seen, current, state), ...addressChange(seen, current, job), ...visit.commands];
  return { commands, refused: visit.refused, warnings };
}

type Change = Pick<Differences, 'commands' | 'refused'>;

function endOf(seen: SeenJob, { status }: SeenJob, state: OrderState): Partial<Change> | null {
  const pointer = '/serviceJobStatus';
  if (status === 'CANCELLED') {
    if (state.name === 'CANCELLED') return {};
    return {
      commands: [{ command: 'cancel', body: { reasonCode: MARKETPLACE_CHANGE, initiatedBy: 'MARKETPLACE' }, by: 'system', pointer }],
    };
  }
  // What this order still lacks for it, the completion check says.
  if (status === 'COMPLETED')
    return state.completedAt === null ? { commands: [{ command: 'complete', body: {}, by: 'support', pointer }] } : {};
  if (status !== 'NOT_FULFILLABLE' && status !== 'PAYMENT_DECLINED') return null;
  return status === seen.status ? {} : { refused: [{ pointer, message: `became ${status}: support decides what happens to the order` }] };
}

function providerChange(seen: SeenJob, { providerId }: SeenJob, state: OrderState): readonly JobCommand[] {
  if (providerId === null || providerId === seen.providerId || providerId === state.providerId) return [];
  const pointer = '/serviceJobProvider/serviceJobProviderId';
  return [{ command: 'reassign-provider', body: { providerId, reason: 'Changed at the marketplace.' }, by: 'support', pointer }];
}

function addressChange(seen: SeenJob, { address }: SeenJob, { given }: JobRead): readonly JobCommand[] {
  const changed = given.serviceLocation.address;
  if (address === null || address === seen.address || !changed) return [];
  return [{ command: 'amend', body: { address: changed }, by: 'system', pointer: '/serviceLocation/address' }];
}

function visitChange(seen: SeenJob, { visit }: SeenJob, { visits }: JobRead, state: OrderState): Change {
  const active = activeAppointment(state);
  const pointer = '/appointments';
  if (visit === null) {
    const message = 'the appointment was cancelled without a new one: reschedule or cancel the order here';
    return { commands: [], refused: seen.visit !== null && active ? [{ pointer, message }] : [] };
  }
  const isAsSeen = seen.visit?.startAt === visit.startAt && seen.visit.durationInMinutes === visit.durationInMinutes;
  const isAsHere = active?.startAt === visit.startAt && active.durationInMinutes === visit.durationInMinutes;
  if (isAsSeen || isAsHere) return { commands: [], refused: [] };
  const time = { startTime: visits.at(-1)?.time.startTime ?? iso(visit.startAt), durationInMinutes: visit.durationInMinutes };
  if (!active) return { commands: [{ command: 'schedule', body: time, by: 'system', pointer }], refused: [] };
  // The marketplace shows a time that both sides have.
  const body = { ...time, reasonCode: MARKETPLACE_CHANGE, initiatedBy: 'MARKETPLACE' as const, agreedByCounterpart: true };
  return { commands: [{ command: 'reschedule', body, by: 'support', pointer }], refused: [] };
}
