import { connect } from 'node:http2';

const DESCRIBE_NAMESPACE = '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace';

/**
 * Asks a Temporal server for a namespace: true where it serves it. One gRPC call by hand, because only the gateway and the worker
 * know Temporal's packages, and loading those takes longer than the server takes to start.
 * @param address host:port, without TLS
 */
export function servesNamespace(address: string, namespace: string, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const done = (answer: boolean): void => {
      clearTimeout(limit);
      session.destroy();
      resolve(answer);
    };
    const limit = setTimeout(() => done(false), limitMs);
    session.on('error', () => done(false));
    const call = session.request({
      ':method': 'POST',
      ':path': DESCRIBE_NAMESPACE,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const read = (headers: Readonly<Record<string, unknown>>): void => {
      if (headers['grpc-status'] !== undefined) done(headers['grpc-status'] === '0');
    };
    call.on('response', read); // an error without a body comes with the headers
    call.on('trailers', read);
    call.on('error', () => done(false));
    call.on('close', () => done(false));
    call.resume();
    call.end(describeRequest(namespace));
  });
}

/** The gRPC frame of `DescribeNamespaceRequest { namespace = 1 }`: no compression, length, then one string field. */
function describeRequest(namespace: string): Buffer {
  const name = Buffer.from(namespace);
  if (name.length > 127) throw new RangeError('the namespace does not fit into one length byte');
  const message = Buffer.concat([Buffer.from([0x0a, name.length]), name]);
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(message.length, 1);
  return Buffer.concat([frame, message]);
}
