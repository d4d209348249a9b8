import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { StartError } from '../process/start-error.ts';
import type { Find, Found } from './restart-found.ts';

/** A workflow that stands still is asked before it is told to be one. */
const ANSWER_MS_MAX = 120_000;
/** What the token of an import is where nobody says another one: no supervisor's. */
const TOKEN_OF_IMPORTS = 'dev-system';
const TOKEN = 'dev-supervisor:restart-workflow';

const RunFile = z.looseObject({ api: z.string().max(2_000) });
const lost = z.array(z.looseObject({ sequence: z.number(), type: z.string() })).nullable();
const Read = z.looseObject({ workflowId: z.string(), state: z.string(), sequence: z.number(), diverged: z.boolean(), lost });
const Restarted = z.looseObject({ signals: z.number(), decided: z.number() });
const Problem = z.looseObject({ detail: z.string().optional() });

/** The program that has the data directory does it: its own route, as a supervisor. Null: what `run.json` names does not answer. */
export async function deskOfRunning({ dataDir, apiToken }: Pick<Config, 'dataDir' | 'apiToken'>): Promise<Find | null> {
  const { api } = RunFile.parse(JSON.parse(await readFile(join(dataDir, 'run.json'), 'utf8')));
  const token = apiToken === TOKEN_OF_IMPORTS ? TOKEN : apiToken;
  const ask = asking(api, token);
  if (
    !(await fetch(`${api}/livez`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    return null;
  return async (kind, id): Promise<Found | null> => {
    const path = `/v1/${kind}s/${encodeURIComponent(id)}/workflow`;
    const answer = await ask('GET', path);
    if (answer === null) return null;
    const { workflowId, state, sequence, diverged, lost: only } = Read.parse(answer);
    if (state === 'ENDED') return null;
    const restart: Found['restart'] = async (options) => Restarted.parse(await ask('POST', `${path}/restart`, options));
    return { workflowId, sequence, isDiverged: diverged, lost: only, restart };
  };
}

/** @returns the answer, null where there is nothing @throws StartError with a sentence */
function asking(api: string, token: string) {
  return async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new StartError(`The program at ${api} did not answer: run it again, it may be repeated.`);
    });
    if (response.status === 404) return null;
    if (response.status === 401 || response.status === 403)
      throw new StartError(
        `The program at ${api} does not take this token: give a supervisor's in API_TOKEN, use the page of the order in the console, or stop the program and run this again.`,
      );
    const answer: unknown = await response.json().catch(() => ({}));
    if (!response.ok)
      throw new StartError(`The program at ${api} answers ${response.status}: ${Problem.safeParse(answer).data?.detail ?? ''}`);
    return answer;
  };
}
