// `npm start`: installs what is missing, then runs the whole program.
import { join } from 'node:path';
import { prepare, root, runTypeScript } from './setup.mjs';

prepare();
process.exitCode = await runTypeScript(join(root, 'app', 'main.ts'), process.argv.slice(2), { cwd: root });
