import { verifyPack } from './jobs/verify-pack-file.ts';
import { StartError } from './process/start-error.ts';

// npm run verify-pack -- FILE: whether an evidence pack is as it was made. Exit 1 where it is not.

const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new StartError('Name the file: npm run verify-pack -- FILE');
  const { findings, chains } = await verifyPack(file);
  for (const finding of findings) print(`WRONG  ${finding}`);
  for (const { name, events, sealed, lastHash } of chains) {
    const links = sealed === 0 ? '' : ` (${sealed} sealed: not for this pack's reader)`;
    print(`CHAIN  ${name}: ${events} events${links}, the last with hash ${lastHash}`);
  }
  print(findings.length === 0 ? 'The pack is as it was made.' : `${findings.length} wrong.`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The file cannot be read.'}\n`);
  process.exitCode = 1;
}
