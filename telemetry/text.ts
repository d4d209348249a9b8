import { setTimeout as delay } from 'node:timers/promises';

/** What `work` gives, or `otherwise` where it fails or takes longer than `ms`. */
export async function within<T>(ms: number, work: () => Promise<T>, otherwise: T): Promise<T> {
  const enough = new AbortController();
  const late = delay(ms, otherwise, { signal: enough.signal }).catch(() => otherwise);
  try {
    return await Promise.race([Promise.resolve().then(work), late]);
  } catch {
    return otherwise;
  } finally {
    enough.abort();
  }
}

/** Pages of metrics as one; the end mark of one of them would end them all. */
export function joined(texts: readonly string[]): string {
  const parts = texts.map((text) => text.replace(/^# EOF$/m, '').trim());
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}
