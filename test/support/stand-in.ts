import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** A module of the workflows that another one stands in for: the program as it would be with that change. */
export interface Instead {
  /** The end of what an import says: `./arrive.ts`. */
  readonly request: string;
  readonly by: URL;
}

interface Resolving {
  readonly normalModuleFactory: {
    tap(
      name: string,
      tap: (factory: {
        readonly hooks: { readonly beforeResolve: { tap(name: string, tap: (data: { request: string }) => void): void } };
      }) => void,
    ): void;
  };
}

/** The workflows as a worker runs them, but for one module. */
export function bundleInstead(instead: Instead): Promise<{ readonly code: string }> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: replacing(instead),
  });
}

export function replacing(instead: Instead): NonNullable<BundleOptions['webpackConfigHook']> {
  return (config) => ({ ...config, plugins: [...(config.plugins ?? []), standIn(instead)] });
}

function standIn({ request, by }: Instead) {
  return {
    apply: ({ hooks }: { readonly hooks: Resolving }) => {
      hooks.normalModuleFactory.tap('stand-in', (factory) =>
        factory.hooks.beforeResolve.tap('stand-in', (data) => {
          if (data.request.endsWith(request)) data.request = fileURLToPath(by);
        }),
      );
    },
  };
}
