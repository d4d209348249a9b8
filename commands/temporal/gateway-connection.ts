import { Connection, type ConnectionOptions } from '@temporalio/client';
import type { OrderGateway } from '../ports.ts';
import { createGateway } from './gateway.ts';
import { type WorkerVersions, workerVersions } from './gateway-deployment.ts';
import { type NamespaceKeeping, namespaceKeeping } from './gateway-namespace.ts';
import { type Termination, termination } from './gateway-termination.ts';

export interface ConnectedGateway extends OrderGateway, NamespaceKeeping, Termination {
  readonly versions: WorkerVersions;
  close(): Promise<void>;
}

/** gRPC's own pause between two tries grows to two minutes: that long commands would stay pending after Temporal is back. */
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 };
/** A page of a history with large signals is more than gRPC takes by itself (4 MiB). */
const LARGE = { 'grpc.max_receive_message_length': 64 * 1_024 * 1_024 };

/**
 * A gateway over a connection of its own. It connects when it is first used, and again whenever Temporal returns: orders are
 * taken while Temporal is away, so its absence is no reason not to start.
 */
export function connectGateway(options: ConnectionOptions, namespace: string): ConnectedGateway {
  const connection = Connection.lazy({ ...options, channelArgs: { ...RECONNECT, ...LARGE } });
  return {
    ...createGateway({ connection, namespace }),
    ...namespaceKeeping(connection, namespace),
    ...termination(connection, namespace),
    versions: workerVersions(connection, namespace),
    close: () => connection.close(),
  };
}
