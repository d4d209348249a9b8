import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 15_000;
const PAUSE_MS = 25;

/** Polls until `look` gives something. @throws with what it looked for, after 15 s */
export async function eventually<T>(what: string, look: () => Promise<T | null | undefined | false>, limitMs = LIMIT_MS): Promise<T> {
  const until = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > until) throw new Error(`not within ${limitMs} ms: ${what}`);
    await delay(PAUSE_MS);
  }
}
