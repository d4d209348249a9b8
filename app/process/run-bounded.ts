import { execFile } from 'node:child_process';

export interface Finished {
  /** Null where it could not be started or was ended at its limit. */
  readonly code: number | null;
  readonly stdout: string;
  /** What went wrong in a word or a line: `ENOENT`, `time limit`, or the last line of its errors. Empty on success. */
  readonly why: string;
}

const OUTPUT_BYTES_MAX = 1_048_576;

/** Runs a program to its end, at most `limitMs`; then it is killed. Never throws. */
export function runBounded(
  file: string,
  args: readonly string[],
  options: { readonly limitMs: number; readonly cwd?: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(
      file,
      [...args],
      {
        timeout: Math.max(1, options.limitMs),
        killSignal: 'SIGKILL',
        maxBuffer: OUTPUT_BYTES_MAX,
        windowsHide: true,
        env: { ...process.env, ...options.env },
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ code: 0, stdout, why: '' });
        else if (error.killed === true) resolve({ code: null, stdout, why: 'time limit' });
        else if (typeof error.code === 'number') resolve({ code: error.code, stdout, why: lastLine(stderr) });
        else resolve({ code: null, stdout, why: String(error.code ?? error.signal ?? 'failed') });
      },
    );
  });
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
