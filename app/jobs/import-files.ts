import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Importing talks to the program on this machine; a page of jobs takes at most a few commands of 10 s each. */
const ANSWER_MS_MAX = 600_000;

const RunFile = z.looseObject({ api: z.string().max(2_000) });

const ErrorList = z.array(z.looseObject({ pointer: z.string(), message: z.string() }));
const Result = z.looseObject({
  imported: z.array(
    z.looseObject({
      serviceJobId: z.string(),
      orderId: z.string(),
      change: z.string(),
      warnings: z.array(z.looseObject({ code: z.string(), message: z.string() })),
    }),
  ),
  refused: z.array(z.looseObject({ serviceJobId: z.string().nullable(), errors: ErrorList })),
});
const Problem = z.looseObject({ title: z.string().optional(), detail: z.string().optional(), errors: ErrorList.optional() });

export interface ImportOptions {
  readonly dataDir: string;
  readonly token: string;
  readonly print: (line: string) => void;
}

/** Something that keeps a file from being imported, as one sentence for whoever called. */
class CannotImport extends Error {
  override readonly name = 'CannotImport';
}

/**
 * Posts answers of Services v1 to the running program, a file at a time, and prints a line for each job.
 * @returns whether every job of every file was taken
 */
export async function importFiles(files: readonly string[], options: ImportOptions): Promise<boolean> {
  const { print } = options;
  if (files.length === 0) {
    print('Name at least one file: npm run import -- FILE…');
    return false;
  }
  let isComplete = true;
  for (const file of files) {
    try {
      isComplete = (await importFile(file, options)) && isComplete;
    } catch (error) {
      if (!(error instanceof CannotImport)) throw error;
      print(error.message);
      isComplete = false;
    }
  }
  return isComplete;
}

async function importFile(file: string, { dataDir, token, print }: ImportOptions): Promise<boolean> {
  const body = await bodyOf(file);
  const { imported, refused } = await post(await addressOf(dataDir), { body, token, file });
  for (const { serviceJobId, orderId, change, warnings } of imported) {
    print(`${serviceJobId}: ${change} as order ${orderId}`);
    for (const { code, message } of warnings) print(`  ${code}: ${message}`);
  }
  for (const { serviceJobId, errors } of refused) print(`${serviceJobId ?? '(no serviceJobId)'}: REFUSED ${sentence(errors)}`);
  if (imported.length + refused.length === 0) print(`${file}: holds no job`);
  return refused.length === 0;
}

function sentence(errors: z.infer<typeof ErrorList>): string {
  return errors.map(({ pointer, message }) => `${pointer || '/'} ${message}`).join('; ');
}

/** @returns the file's text, known to be JSON */
async function bodyOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    throw new CannotImport(code === 'ENOENT' ? `${file}: there is no such file.` : `${file}: cannot be read (${String(code)}).`);
  });
  try {
    JSON.parse(text);
  } catch (error) {
    throw new CannotImport(`${file}: is not JSON (${String(error)}).`);
  }
  return text;
}

async function addressOf(dataDir: string): Promise<URL> {
  const file = join(dataDir, 'run.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new CannotImport(`No program is running on ${dataDir}: start it with npm start, or set DATA_DIR.`);
  try {
    return new URL('/v1/imports/service-jobs', RunFile.parse(JSON.parse(text)).api);
  } catch {
    throw new CannotImport(`${file} does not say where the program is: start it again with npm start.`);
  }
}

interface Post {
  readonly body: string;
  readonly token: string;
  readonly file: string;
}

async function post(address: URL, { body, token, file }: Post): Promise<z.infer<typeof Result>> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(address, { method: 'POST', headers, body, signal: AbortSignal.timeout(ANSWER_MS_MAX) }).catch(() => {
    throw new CannotImport(`No program answers at ${address.origin}: start it with npm start.`);
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const result = Result.safeParse(answer);
    if (result.success) return result.data;
  }
  const problem = Problem.safeParse(answer);
  const { title, detail, errors = [] } = problem.success ? problem.data : {};
  const why = [detail ?? title ?? `the program answered ${response.status}`, ...(errors.length > 0 ? [sentence(errors)] : [])].join(': ');
  throw new CannotImport(`${file}: ${why}`);
}
