import type { CommandService } from '../../commands/ports.ts';
import type { JobRead } from '../../domain/service-job/read.ts';
import type { Actor } from '../../domain/shared/actor.ts';
import type { FieldError, Warning } from '../../domain/shared/deciding/refusal.ts';
import type { PolicyRegistry } from '../../policies/registry.ts';
import type { Store } from '../../store/contract/store.ts';

export interface ImportDeps {
  readonly store: Store;
  readonly policies: PolicyRegistry;
  readonly commands: CommandService;
}

export interface ImportedJob {
  readonly serviceJobId: string;
  readonly orderId: string;
  readonly change: 'CREATED' | 'UPDATED' | 'UNCHANGED';
  readonly warnings: readonly Warning[];
}

export interface RefusedJob {
  /** Null where the job has none. */
  readonly serviceJobId: string | null;
  /** Pointers into the job. */
  readonly errors: readonly FieldError[];
}

export interface ImportResult {
  readonly imported: readonly ImportedJob[];
  readonly refused: readonly RefusedJob[];
}

/** How one job ended. */
export type JobOutcome = Omit<ImportedJob, 'serviceJobId'> | { readonly errors: readonly FieldError[] };

/** A job that can be taken, and what identifies its content. */
export interface JobToImport {
  readonly read: JobRead;
  readonly hash: string;
  readonly actor: Actor;
  /** The key that the system calls with; absent: none. */
  readonly keyId?: string;
}
