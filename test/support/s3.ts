import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface TestS3 {
  readonly endpoint: string;
  readonly bucket: string;
  stop(): Promise<void>;
}

/** The only key that the server knows. */
export const S3_KEY = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

/** Whether the server is installed. @throws in CI, where nothing is skipped */
export function isS3Installed(): boolean {
  try {
    createRequire(import.meta.url).resolve('s3rver');
    return true;
  } catch (error) {
    if (process.env['CI']) throw error;
    return false;
  }
}

/** Starts the server on a free loopback port; it ends with this process, or when it is stopped. */
export async function startS3(): Promise<TestS3> {
  const script = fileURLToPath(new URL('./s3-server.mjs', import.meta.url));
  const server = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => void server.once('exit', () => resolve()));
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => {
    said += String(chunk);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.stdout.once('data', (chunk: Buffer) => resolve(Number(String(chunk))));
    void ended.then(() => reject(new Error(`the S3 server does not start: ${said.slice(-1000)}`)));
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'documents',
    stop: async () => {
      server.stdin.end();
      await ended;
    },
  };
}
