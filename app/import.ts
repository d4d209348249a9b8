import { readConfig } from './config/config.ts';
import { importFiles } from './jobs/import-files.ts';
import { StartError } from './process/start-error.ts';

// npm run import -- FILE…: service jobs of Amazon's Services v1 into the running program. Exit 1 where one was not taken.

const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const { dataDir, apiToken } = readConfig(process.env, process.cwd(), 'job');
  const isComplete = await importFiles(process.argv.slice(2), { dataDir, token: apiToken, print });
  process.exitCode = isComplete ? 0 : 1;
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
