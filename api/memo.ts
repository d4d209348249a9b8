interface MemoOptions {
  readonly forMs: number;
  /** The oldest are forgotten first. */
  readonly entriesMax: number;
  readonly nowMs: () => number;
}

type Memo<V> = (key: string, read: () => Promise<V>) => Promise<V>;

/**
 * Remembers what `read` gave for a while, counted from before it was asked; those who ask at the same time ask once. A failure
 * is not remembered.
 */
export function createMemo<V>({ forMs, entriesMax, nowMs }: MemoOptions): Memo<V> {
  const entries = new Map<string, { readonly askedAt: number; readonly value: Promise<V> }>();
  return (key, read) => {
    const before = entries.get(key);
    if (before && nowMs() - before.askedAt < forMs) return before.value;
    entries.delete(key);
    for (const oldest of entries.keys()) {
      if (entries.size < entriesMax) break;
      entries.delete(oldest);
    }
    const value = read();
    const entry = { askedAt: nowMs(), value };
    entries.set(key, entry);
    value.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return value;
  };
}
