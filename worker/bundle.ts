import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

export type WorkflowBundle = { readonly code: string } | { readonly codePath: string };

/** Made by `npm run build` beside what it compiled; there is none beside the sources. */
const PREBUILT = new URL('../workflow-bundle.js', import.meta.url);
/** `.ts` here, `.js` where this file was compiled. */
const ENTRY = new URL(`../workflows/index${extname(import.meta.url)}`, import.meta.url);

/** The workflows as a worker takes them: what was built with this file, or made anew from the sources. */
export async function workflowBundle(): Promise<WorkflowBundle> {
  return existsSync(PREBUILT) ? { codePath: fileURLToPath(PREBUILT) } : bundleWorkflows();
}

/** The workflows as one script for Temporal's sandbox. About a second; once a process. */
export async function bundleWorkflows(entry: URL = ENTRY): Promise<{ readonly code: string }> {
  return bundleWorkflowCode({ workflowsPath: fileURLToPath(entry), logger: new DefaultLogger('ERROR') });
}
