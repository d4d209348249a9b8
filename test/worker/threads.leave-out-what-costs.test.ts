// Goal: the threads that run workflows leave out what costs and nobody needs, and keep the guard against endless loops.
// Method: Node as the program starts it, with a thread that does what the SDK does there; the main thread beside it.
import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';

const THREADS = new URL('../../worker/workflow-threads.mjs', import.meta.url).href;

// What the SDK does: arguments beside the script, a time limit for each entry.
const PROBE = `
  const { createContext, Script } = await import('node:vm');
  const { promiseHooks } = await import('node:v8');
  const enter = (fn, code) => {
    const context = createContext({ __temporal_args: [{}, fn, []] });
    try {
      return new Script(code).runInContext(context, { timeout: 50, displayErrors: true });
    } catch (error) {
      return error.code;
    }
  };
  let traced = 0;
  const stop = promiseHooks.createHook({ init: () => { traced += 1; } });
  await Promise.resolve();
  stop();
  const slow = 'const until = Date.now() + 200; while (Date.now() < until); 7';
  const said = {
    isTraced: traced > 0,
    endless: enter('activate', 'for (;;);'),
    condition: enter('tryUnblockConditions', slow),
    collecting: enter('concludeActivation', slow),
  };
`;

function said(where: 'main' | 'thread'): unknown {
  const script =
    where === 'main'
      ? `${PROBE} console.log(JSON.stringify(said));`
      : `import { Worker } from 'node:worker_threads';
         const code = ${JSON.stringify(`const { parentPort } = await import('node:worker_threads'); ${PROBE} parentPort.postMessage(said);`)};
         new Worker(new URL('data:text/javascript,' + encodeURIComponent(code))).on('message', (said) => console.log(JSON.stringify(said)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', THREADS, '--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return stdout === '' ? stderr : (JSON.parse(stdout) as unknown);
}

const STOPPED = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

it('a workflow thread traces no promises, stops endless workflow code, and collects its commands without a guard', () => {
  expect(said('thread')).toEqual({ isTraced: false, endless: STOPPED, condition: STOPPED, collecting: 7 });
});

it('the main thread is as Node made it', () => {
  expect(said('main')).toEqual({ isTraced: true, endless: STOPPED, condition: STOPPED, collecting: STOPPED });
});
