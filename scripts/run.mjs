// `node scripts/run.mjs FILE args…`: any other entry point of the project, with the same set-up as `npm start`.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { giveUp, prepare, root, runTypeScript } from './setup.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined || !existsSync(resolve(root, file))) giveUp('Say which file of the project to run: node scripts/run.mjs FILE …');
prepare();
process.exitCode = await runTypeScript(resolve(root, file), args);
