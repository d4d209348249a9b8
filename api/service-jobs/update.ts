import { differences, type JobCommand, seenOf } from '../../domain/service-job/differences.ts';
import type { Actor } from '../../domain/shared/actor.ts';
import type { FieldError, Warning } from '../../domain/shared/deciding/refusal.ts';
import type { NewRequest, OrderRecord } from '../../store/contract/store.ts';
import { canonicalJson, sha256 } from '../../store/event-log/canonical.ts';
import { IMPORT_PATH, providerOf } from './create.ts';
import { errorsOf } from './refusals.ts';
import { CHANGES_MAX, lastSeen, type Seen, seenId } from './seen.ts';
import type { ImportDeps, JobOutcome, JobToImport } from './types.ts';

const digest = (value: unknown): string => sha256(canonicalJson(value));

/**
 * Carries what changed in a job over to its order, as commands that the rules judge like any others. Content is remembered
 * only when all of it was carried over: what was refused or is pending is tried again by the next import.
 */
export async function updateFromJob(deps: ImportDeps, toImport: JobToImport): Promise<JobOutcome> {
  const { read, hash, actor } = toImport;
  const { orderId } = read.given;
  const seen = await lastSeen(deps.store, orderId);
  const order = await deps.store.orders.get(orderId);
  if (!seen || !order) return refused('/serviceJobId', `order ${orderId} exists and was not imported from a service job`);
  if (seen.hash === hash) return { orderId, change: 'UNCHANGED', warnings: [] };
  if (seen.number >= CHANGES_MAX) return refused('', `the job changed more than ${CHANGES_MAX} times; it is not followed any more`);
  const current = seenOf(read, digest);
  const found = differences(seen.job, current, read, order.state);
  const given = await giveAll(deps, found.commands, { toImport, seen });
  const errors = [...found.refused, ...given.errors];
  if (errors.length > 0) return { errors };
  const warnings = [...found.warnings, ...given.warnings];
  if (!given.isPending) await remember(deps, { orderId, number: seen.number + 1, hash, actor }, { seen: current });
  return { orderId, change: found.commands.length > 0 ? 'UPDATED' : 'UNCHANGED', warnings };
}

function refused(pointer: string, message: string): JobOutcome {
  return { errors: [{ pointer, message }] };
}

interface Given {
  readonly errors: readonly FieldError[];
  readonly warnings: readonly Warning[];
  readonly isPending: boolean;
}

interface Context {
  readonly toImport: JobToImport;
  readonly seen: Seen;
}

/** One after another, each on the order as the one before left it; what one is refused does not keep the others out. */
async function giveAll(deps: ImportDeps, commands: readonly JobCommand[], context: Context): Promise<Given> {
  const errors: FieldError[] = [];
  const warnings: Warning[] = [];
  for (const command of commands) {
    const order = await deps.store.orders.get(context.toImport.read.given.orderId);
    if (!order) break;
    if (command.command === 'reassign-provider') await register(deps, context.toImport);
    const result = await deps.commands.give(order, requestOf(order, command, context));
    if (result.kind === 'answered' && result.answer.outcome === 'REFUSED') errors.push(...errorsOf(result.answer.refusal, command.pointer));
    if (result.kind === 'key-reused') errors.push({ pointer: command.pointer, message: 'another import of this job is under way' });
    if (result.kind === 'pending')
      warnings.push({ code: 'PENDING', message: `${command.command} is taken and not decided yet: /v1/commands/${result.commandId}` });
  }
  return { errors, warnings, isPending: warnings.length > 0 };
}

/** The id names the content and the version that it meets: a repeat finds the first answer, and another version asks anew. */
function requestOf(order: OrderRecord, { command, body, by }: JobCommand, { toImport: { hash, actor, keyId }, seen }: Context): NewRequest {
  // Moving a visit is no command of a backend: it is given by the desk's role, under the name of the system that imports.
  const giver: Actor = by === 'support' ? { role: 'support', id: `import-by-${actor.id}` } : actor;
  return {
    commandId: `${seenId(order.orderId, seen.number + 1)}-v${order.state.version}-${hash.slice(0, 8)}-${command}`,
    caller: `${actor.role}:${actor.id}`,
    idempotencyKey: null,
    method: 'POST',
    path: IMPORT_PATH,
    bodyHash: digest([command, body]),
    order: {
      orderId: order.orderId,
      actor: giver,
      authority: keyId === undefined ? {} : { keyId },
      expectedVersion: null,
      commands: [{ command, body }],
    },
  };
}

async function register({ store }: ImportDeps, { read, hash, actor }: JobToImport): Promise<void> {
  const { providerId, orderId } = read.given;
  if (await store.providers.get(providerId)) return;
  const commandId = `imp-${orderId}-provider-${digest([providerId, hash]).slice(0, 16)}`;
  const request = {
    commandId,
    caller: `${actor.role}:${actor.id}`,
    idempotencyKey: null,
    method: 'POST',
    path: IMPORT_PATH,
    bodyHash: hash,
    order: null,
  };
  await store.inbox.answerOnce(request, async (tx) => {
    await tx.putProvider(providerOf(read));
    return { outcome: 'ANSWERED', status: 200, headers: {}, body: {} };
  });
}

interface Memory {
  readonly orderId: string;
  readonly number: number;
  readonly hash: string;
  readonly actor: Actor;
}

async function remember({ store }: ImportDeps, { orderId, number, hash, actor }: Memory, body: unknown): Promise<void> {
  const commandId = seenId(orderId, number);
  const request = {
    commandId,
    caller: `${actor.role}:${actor.id}`,
    idempotencyKey: null,
    method: 'POST',
    path: IMPORT_PATH,
    bodyHash: hash,
    order: null,
  };
  // Where another import was first, its content is the next one; this one is compared with it the next time.
  await store.inbox.answerOnce(request, async () => ({ outcome: 'ANSWERED', status: 200, headers: {}, body }));
}
