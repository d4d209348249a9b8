import type { Logger } from 'pino';
import type { Store, Subject } from '../../store/contract/store.ts';
import type { OrderGateway, WorkflowHealth } from '../ports.ts';

/** How many workflows a round looks at, of each source; what is more waits for the next round. */
const LOOKS_MAX = 100;
const SIDE_BY_SIDE = 8;

export interface LookingAfter {
  readonly store: Pick<Store, 'stuck'>;
  readonly gateway: Pick<OrderGateway, 'health' | 'reportedFailing'> & { readonly claims: Pick<OrderGateway['claims'], 'health'> };
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly isStopped: () => boolean;
  readonly suspects: Suspects;
}

/** Orders and claims that did not get on in a round, each once, with what is known of their workflow already. */
export class Suspects {
  readonly #found = new Map<string, { readonly subject: Subject; readonly health: WorkflowHealth | null }>();

  add(subject: Subject, health: WorkflowHealth | null = null): void {
    const known = this.#found.get(keyOf(subject));
    if (!known?.health) this.#found.set(keyOf(subject), { subject: idsOf(subject), health });
  }

  taken(): readonly { readonly subject: Subject; readonly health: WorkflowHealth | null }[] {
    return [...this.#found.values()];
  }
}

/**
 * Whose workflow stands still is marked in the store, where every process sees it, and named in the log, once; when it moves again
 * the mark goes. It is looked for where it is felt, so that a hundred thousand orders cost nothing: at commands that nobody decided,
 * at deadlines that passed, at what Temporal reports, and at what is marked.
 */
export async function lookAfterStuck(looking: LookingAfter): Promise<void> {
  const { store, gateway, suspects, isStopped } = looking;
  const undecidedOrLate = suspects.taken().slice(0, LOOKS_MAX);
  const all = new Suspects();
  for (const { subject, health } of undecidedOrLate) all.add(subject, health);
  for (const known of await store.stuck.list(LOOKS_MAX)) all.add(known);
  for (const reported of await gateway.reportedFailing(LOOKS_MAX)) all.add(reported);
  const waiting = [...all.taken()];
  const worker = async (): Promise<void> => {
    for (let own = waiting.shift(); own && !isStopped(); own = waiting.shift()) await look(looking, own.subject, own.health);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}

async function look({ store, gateway, logger }: LookingAfter, subject: Subject, known: WorkflowHealth | null): Promise<void> {
  const { orderId, claimId } = subject;
  const health = known ?? (await (claimId === undefined ? gateway.health(orderId) : gateway.claims.health({ orderId, claimId })));
  if (health.kind === 'failing' || health.kind === 'foreign') {
    const why = health.kind === 'failing' ? 'TASK_FAILS' : 'FOREIGN';
    const { attempts, since } = health;
    if (await store.stuck.mark({ ...subject, why, attempts, since }))
      logger.error({ ...subject, why, attempts }, 'its workflow stands still');
  } else if (await store.stuck.clear(subject)) logger.warn(subject, 'its workflow moves again');
}

/** For the log: ids only. */
export function idsOf({ orderId, claimId }: Subject): Subject {
  return { orderId, ...(claimId === undefined ? {} : { claimId }) };
}

export function keyOf({ orderId, claimId = '' }: Subject): string {
  return JSON.stringify([orderId, claimId]);
}
