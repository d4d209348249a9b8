import type { Api } from './caller.ts';

export interface StoryContext {
  readonly api: Api;
  readonly say: (line: string) => void;
  /** Different in each run, so that the demo can be run again. */
  readonly run: string;
  readonly temporal: { readonly address: string; readonly namespace: string };
}

export interface Story {
  readonly title: string;
  /** @returns the id of the order whose timeline tells the story */
  readonly play: (context: StoryContext) => Promise<string>;
}
