import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** The workflows as one script for Temporal's sandbox. About a second; once a process. */
export async function bundleWorkflows(entry: URL = new URL('../workflows/index.ts', import.meta.url)): Promise<{ readonly code: string }> {
  return bundleWorkflowCode({ workflowsPath: fileURLToPath(entry), logger: new DefaultLogger('ERROR') });
}
