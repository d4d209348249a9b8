// A real S3-compatible server in a process of its own: says its port, and ends when its standard input closes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

const directory = mkdtempSync(join(tmpdir(), 'holdfast-s3-'));
const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'documents' }] });
const { port } = await server.run();
process.stdout.write(`${port}\n`);
process.stdin.resume().on('close', () => {
  rmSync(directory, { recursive: true, force: true });
  process.exit(0);
});
