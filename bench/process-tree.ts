import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all below it have used. */
export interface Use {
  /** User and system time, ms. */
  readonly cpuMs: number;
  /** Resident memory, bytes: shared pages count in each process. */
  readonly rssBytes: number;
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly pages: number;
}

/** Of Linux' /proc: clock ticks of a second, and the page. Both are fixed on all platforms that Node runs on there, but for rare ones. */
const TICKS_A_SECOND = 100;
const PAGE_BYTES = 4_096;

/** Of this process and its descendants, those that ended and were waited for included, but without the trees in `apart`. */
export function useOf(root: number, apart: readonly number[] = []): Use {
  const stats = readStats();
  let ticks = 0;
  let pages = 0;
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const own = stats.get(pid);
    if (!own) continue;
    ticks += own.ticks;
    pages += own.pages;
    for (const { pid: child, parent } of stats.values()) if (parent === pid && !apart.includes(child)) open.push(child);
  }
  return { cpuMs: (ticks * 1_000) / TICKS_A_SECOND, rssBytes: pages * PAGE_BYTES };
}

/** The processes directly below this one whose command line holds `text`. */
export function childrenOf(pid: number, text = ''): readonly number[] {
  return [...readStats().values()]
    .filter(({ parent, pid: child }) => parent === pid && commandOf(child).includes(text))
    .map((one) => one.pid);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // it has ended
  }
}

function readStats(): ReadonlyMap<number, Stat> {
  const found = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(Number(name));
    if (stat) found.set(stat.pid, stat);
  }
  return found;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in parentheses, may hold anything; fields are counted behind it (proc(5): 3 is the first).
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (number: number): number => Number(fields[number - 3] ?? 0);
    return { pid, parent: field(4), ticks: field(14) + field(15) + field(16) + field(17), pages: field(24) };
  } catch {
    return null; // it has ended
  }
}
