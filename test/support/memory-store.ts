import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { Store } from '../../store/contract/store.ts';
import type { Engine } from '../../store/engine/engine.ts';
import { emptyImage, openPglite, PGLITE_PARSERS, pgliteEngine } from '../../store/engine/engine-pglite.ts';
import { openStore, type StoreOptions } from '../../store/open.ts';
import { keptFile } from '../../worker/kept-file.ts';
import { tapPglite, type Wire } from './wire.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['store/migrations', 'store/engine/migrate.ts', 'store/engine/engine-pglite.ts', 'package-lock.json'];
let image: Promise<Blob> | null = null;

/** An empty PGlite in memory. It begins as a copy of one that was made and migrated once: making each anew took two seconds. */
export async function openMemoryStore(options: Omit<StoreOptions, 'image'> = {}): Promise<Store> {
  return openStore({ ...options, image: await emptyMemory() });
}

/** The same, without a store on it. */
export async function openMemoryEngine(): Promise<Engine> {
  return openPglite(undefined, await emptyMemory());
}

/** The same with a wire in it, and with more of a schema. */
export async function openTappedMemory(wire: Wire, statements: readonly string[]): Promise<Engine> {
  const pglite = await PGlite.create({ loadDataDir: await emptyMemory(), parsers: PGLITE_PARSERS });
  for (const statement of statements) await pglite.exec(statement);
  tapPglite(pglite, wire);
  return pgliteEngine(pglite);
}

function emptyMemory(): Promise<Blob> {
  image ??= keptFile(
    { root: ROOT, folder: 'pglite', sources: SOURCES },
    async () => new Uint8Array(await (await emptyImage()).arrayBuffer()),
  ).then((bytes) => new Blob([new Uint8Array(bytes)]));
  return image;
}
