// The floor: a bare Express route that starts and updates a workflow without rules and without a store, client and worker in one
// process as in `npm start`. Arguments: the Temporal server's address and a task queue. Prints its address once it serves.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import express, { type Request, type Response } from 'express';
import type { FloorInput } from './workflow.ts';

const CALL_MS_MAX = 10_000;

async function serve(address: string, taskQueue: string): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection });
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('workflow.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    }),
  });
  const running = worker.run();
  const within = <T>(call: () => Promise<T>): Promise<T> => connection.withDeadline(Date.now() + CALL_MS_MAX, call);
  const app = express();
  app.use(express.json());
  app.post('/orders/:id/:updates', async ({ params }: Request, response: Response) => {
    const input: FloorInput = { updates: Number(params['updates']) };
    await within(() => workflow.start('floor', { workflowId: String(params['id']), taskQueue, args: [input] }));
    response.status(201).json({ id: params['id'] });
  });
  app.post('/orders/:id', async ({ params, body }: Request, response: Response) => {
    const given: unknown = body;
    response.json(await within(() => workflow.getHandle(String(params['id'])).executeUpdate('command', { args: [given] })));
  });
  const server = createServer(app).listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
  // Whoever started it is done, or gone.
  await new Promise<void>((resolve) => {
    process.once('disconnect', resolve);
    process.once('SIGTERM', () => resolve());
  });
  server.close();
  server.closeAllConnections();
  worker.shutdown();
  await running;
  await Promise.all([connection.close(), native.close()]);
}

const [address = '', taskQueue = 'floor'] = process.argv.slice(2);
serve(address, taskQueue).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
