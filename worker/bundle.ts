import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { kept } from './kept-bundle.ts';

export type WorkflowBundle = { readonly code: string } | { readonly codePath: string };

/** Made by `npm run build` beside what it compiled; there is none beside the sources. */
const PREBUILT = new URL('../workflow-bundle.js', import.meta.url);
/** `.ts` here, `.js` where this file was compiled. */
const ENTRY = new URL(`../workflows/index${extname(import.meta.url)}`, import.meta.url);
/** What cannot be decoded is a value to the workflows. */
const CONVERTER = new URL(`../workflows/payload-converter${extname(import.meta.url)}`, import.meta.url);

/** The workflows as a worker takes them: what was built with this file, or made from the sources as they are. */
export async function workflowBundle(): Promise<WorkflowBundle> {
  return existsSync(PREBUILT) ? { codePath: fileURLToPath(PREBUILT) } : kept(bundleWorkflows);
}

/**
 * The workflows as one script for Temporal's sandbox. About a second; once a process.
 *
 * Its modules are loaded once for all workflows of a thread, not anew for each: they keep no state of their own (domain/ is pure,
 * and a run's state is in its `Run`), and loading them again cost a tenth of the thread's time and most of an order's memory.
 */
export async function bundleWorkflows(entry: URL = ENTRY): Promise<{ readonly code: string }> {
  const workflowsPath = fileURLToPath(entry);
  return bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    payloadConverterPath: fileURLToPath(CONVERTER),
    webpackConfigHook: asWritten,
    logger: new DefaultLogger('ERROR'),
  });
}

type Webpack = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];

/** The SDK compiles for old engines, where each `{ ...state }` is a call that defines property by property; Node needs none of that. */
function asWritten(config: Webpack): Webpack {
  for (const rule of config.module?.rules ?? []) {
    if (typeof rule !== 'object' || rule === null || typeof rule.use !== 'object' || Array.isArray(rule.use)) continue;
    const { options } = rule.use;
    if (typeof options === 'object' && 'jsc' in options) options['jsc'] = { ...options['jsc'], target: 'es2022' };
  }
  return config;
}
