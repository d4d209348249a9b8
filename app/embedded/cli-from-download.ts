import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { runBounded } from '../process/run-bounded.ts';
import { CLI_VERSION, type CliSource, fillCache } from './cli-cache.ts';

// The place the SDK itself fetches the CLI from (sdk-core, `ephemeral_server`): first where the archive is, then the archive.
// We do it ourselves because the SDK's call has no time limit, and keeps what it fetched in the temporary folder.

const BASE_URL = 'https://temporal.download';
const INFO_MS_MAX = 5_000;
const ARCHIVE_MS_MAX = 20_000;
const UNPACK_MS_MAX = 15_000;
const Info = z.object({ archiveUrl: z.url(), fileToExtract: z.string().regex(/^[A-Za-z0-9._/-]{1,200}$/) });

const PLATFORMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** @param baseUrl another place with the same form, for tests */
export function downloadBySdkWay(baseUrl: string = BASE_URL): CliSource {
  return {
    name: 'download',
    label: "Temporal's download",
    fetchInto: (cacheDir, limits) =>
      fillCache(cacheDir, limits, async (folder) => {
        const platform = PLATFORMS[process.platform];
        const arch = ARCHITECTURES[process.arch];
        if (platform === undefined || arch === undefined) return { why: `nothing for ${process.platform} on ${process.arch}` };
        try {
          const about = `${baseUrl}/cli/v${CLI_VERSION}?arch=${arch}&platform=${platform}&format=tar.gz`;
          const info = Info.parse(await (await get(about, INFO_MS_MAX)).json());
          const archive = join(folder, 'cli.tar.gz');
          const { body } = await get(info.archiveUrl, Math.min(ARCHIVE_MS_MAX, limits.until - Date.now()));
          if (body === null) return { why: 'an empty answer' };
          await pipeline(Readable.fromWeb(body), createWriteStream(archive));
          // The name is relative: a tar that understands host:path would take a Windows drive letter for a host.
          const unpacked = await runBounded('tar', ['-xzf', 'cli.tar.gz', info.fileToExtract], { limitMs: UNPACK_MS_MAX, cwd: folder });
          return unpacked.code === 0 ? { made: join(folder, info.fileToExtract) } : { why: `not unpacked (${unpacked.why})` };
        } catch (error) {
          return { why: reasonOf(error) };
        }
      }),
  };
}

async function get(url: string, limitMs: number): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(Math.max(1, limitMs)) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'time limit';
  if (error instanceof z.ZodError) return 'an unknown answer';
  const cause: unknown = error.cause;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message.slice(0, 100);
}
