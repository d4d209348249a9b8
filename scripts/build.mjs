// `npm run build`: the program as JavaScript in `dist/`, which runs without tsx: the sources compiled, every other file beside them
// copied, and the workflows as the one script that the worker gives to Temporal's sandbox. `--out FOLDER`: elsewhere in the project.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { giveUp, prepare, root } from './setup.mjs';

prepare();
const at = process.argv.indexOf('--out');
const out = resolve(root, at < 0 ? 'dist' : (process.argv[at + 1] ?? giveUp('Say where to: --out FOLDER')));
// It is emptied first; and only below the project do the compiled files find their packages.
if (!out.startsWith(join(root, '/')) || out.includes('node_modules')) giveUp(`${out} is no folder of this project.`);
rmSync(out, { recursive: true, force: true });

const project = join(root, 'tsconfig.build.json');
const tsc = join(createRequire(join(root, 'package.json')).resolve('@typescript/native/package.json'), '../bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', project, '--outDir', out], { stdio: 'inherit' });
if (compiled.status !== 0) giveUp('The sources do not compile.');

// Policies, assets of the console, scripts of other threads: what is read beside the sources at run time is read there.
for (const folder of JSON.parse(readFileSync(project, 'utf8')).include) {
  cpSync(join(root, folder), join(out, folder), {
    recursive: true,
    filter: (source) => statSync(source).isDirectory() || extname(source) !== '.ts',
  });
}

const { bundleWorkflows } = await import(pathToFileURL(join(out, 'worker/bundle.js')).href);
const { code } = await bundleWorkflows();
writeFileSync(join(out, 'workflow-bundle.js'), code);
process.stdout.write(`Built in ${out}.\n`);
