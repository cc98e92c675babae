import { appendFileSync, chmodSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { calls } from '#contract/calls.ts';
import { errorCodes } from '#contract/wire.ts';

/**
 * What went wrong, for whoever looks after the app: codes, names of calls and places in our own code. Never a message, an
 * input or a value, because any of them may hold a child's name; so nothing here takes free text.
 */
export type LogEntry = {
  /** ISO 8601 UTC. */
  at: string;
  /** One of the contract's error codes, or SQLite's or the system's own (`SQLITE_FULL`, `EACCES`). */
  code: string;
  /** The call of the contract it happened in; 'unknown' for a name that is no call's. */
  call?: string;
  /** The part of the service it happened in, outside any call. */
  where?: LogPlace;
  /** The class of the error: 'TypeError'. */
  error?: string;
  /** Where it was thrown: function:file:line, at most eight. */
  frames?: string[];
};

/** The parts of the service that do something outside a call. */
export const logPlaces = ['start', 'audit', 'backup', 'job', 'lock', 'session', 'worker', 'preview'] as const;
export type LogPlace = (typeof logPlaces)[number];

export const LAST_ENTRIES = 200;
/** A file that reaches this is set aside as `vsk.log.1`, in place of the one before. */
export const LARGEST_FILE = 256 * 1024;
const FRAMES = 8;
/** Calls are timed one by one; the last so many of each tell what is usual. */
const LAST_DURATIONS = 200;

const entries: LogEntry[] = [];
const durations = new Map<string, { count: number; last: number[]; worst: number }>();
let file: string | null = null;

const isCall = (name: string): boolean => Object.hasOwn(calls, name);
const systemCode = /^(SQLITE|E|ERR)_?[A-Z0-9_]{2,60}$/;

/** A code that says something and holds no value; 'failed' for any other. */
function codeOf(code: unknown): string {
  if (typeof code !== 'string') return 'failed';
  return (errorCodes as readonly string[]).includes(code) || systemCode.test(code) ? code : 'failed';
}

/**
 * Where an error was thrown, without its message: the stack begins with the message, which may itself look like a frame,
 * and folders may carry a person's name.
 * @example ['applyRow:applySchools.ts:41', 'run:jobs.ts:66']
 */
export function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const begins = error.message === '' ? 0 : error.stack.indexOf(error.message);
  // A message that is not in its stack was changed afterwards: then nothing tells where the old one ends.
  if (begins < 0) return [];
  const frames: string[] = [];
  for (const line of error.stack.slice(begins + error.message.length).split('\n')) {
    const found =
      /^ {4}at (?:(?:async |new )*([\w$.#<>]+) (?:\[as [\w$.#]+\] )?\()?(?:.*[\\/])?([\w.-]+\.[cm]?[jt]sx?):(\d+):\d+\)?$/.exec(
        line,
      );
    if (found) frames.push(`${found[1] ?? 'anonymous'}:${found[2]}:${found[3]}`);
    if (frames.length === FRAMES) break;
  }
  return frames;
}

const className = /^[A-Za-z]\w{0,60}$/;
const classOf = (error: unknown): string | undefined => {
  const name = error instanceof Error ? error.constructor.name : undefined;
  return name !== undefined && className.test(name) ? name : undefined;
};

function append(entry: LogEntry): void {
  if (file === null) return;
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= LARGEST_FILE) renameSync(file, `${file}.1`);
    appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  } catch {
    // A full or read-only disk costs the line; the entry is in memory, and the call's own failure is answered.
  }
}

/** Drops fields that are not known, so that an entry says only what it knows. */
function enter(
  entry: { code: string } & { [Name in keyof Omit<LogEntry, 'at' | 'code'>]: LogEntry[Name] | undefined },
): void {
  const known = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
  const whole = { at: new Date().toISOString(), ...known } as LogEntry;
  entries.push(whole);
  if (entries.length > LAST_ENTRIES) entries.shift();
  append(whole);
}

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/.test(value);
const frame = /^[\w$.#<>]+:[\w.-]+:\d+$/;

/** One line of a log's file as an entry; null where it is none. */
function entryOf(line: string): LogEntry | null {
  try {
    const { at, code, call, where, error, frames } = JSON.parse(line) as Record<string, unknown>;
    if (!isTime(at)) return null;
    const kept = Array.isArray(frames) ? frames.filter((each) => typeof each === 'string' && frame.test(each)) : [];
    return {
      at,
      code: codeOf(code),
      ...(typeof call === 'string' ? { call: isCall(call) ? call : 'unknown' } : {}),
      ...(logPlaces.includes(where as LogPlace) ? { where: where as LogPlace } : {}),
      ...(typeof error === 'string' && className.test(error) ? { error } : {}),
      ...(kept.length > 0 ? { frames: kept.slice(0, FRAMES) as string[] } : {}),
    };
  } catch {
    return null;
  }
}

export const log = {
  /**
   * Notes that something went wrong outside a call, or in one.
   * @example log.error('SQLITE_FULL', { where: 'backup' })
   */
  error(code: string, at: { call?: string; where?: LogPlace; error?: unknown } = {}): void {
    const { call, where, error } = at;
    const frames = framesOf(error);
    enter({
      code: codeOf(code),
      call: call === undefined ? undefined : isCall(call) ? call : 'unknown',
      where: where !== undefined && logPlaces.includes(where) ? where : undefined,
      error: classOf(error),
      frames: frames.length === 0 ? undefined : frames,
    });
  },
  /** The last 200 entries of this process, oldest first. */
  entries: (): readonly LogEntry[] => entries,
  /**
   * The entries of a log's files, oldest first, at most the last 200. What is not an entry as this file writes them is left
   * out: the files lie in a folder that others may write to.
   */
  read(folder: string): LogEntry[] {
    const lines = ['vsk.log.1', 'vsk.log'].flatMap((name) => {
      try {
        return readFileSync(join(folder, name), 'utf8').split('\n');
      } catch {
        return [];
      }
    });
    return lines.slice(-LAST_ENTRIES - 1).flatMap((line) => {
      const entry = entryOf(line);
      return entry === null ? [] : [entry];
    });
  },
  /** Writes entries from now on into `<folder>/vsk.log`, for nobody else to read, and goes on from those in it. Never throws. */
  keepIn(folder: string): void {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
      file = join(folder, 'vsk.log');
      // What went wrong before the restart is what is asked about after it.
      if (entries.length === 0) entries.push(...log.read(folder));
    } catch {
      file = null;
    }
  },
  /** For tests, and before a process ends: no entry, no duration, no file. */
  forget(): void {
    entries.length = 0;
    durations.clear();
    file = null;
  },
};

/** What a person does in the ordinary run of things is no failure of the app. */
const ordinary = new Set(['cancelled', 'locked', 'invalidInput', 'notFound', 'conflict']);

/** Notes that a call failed, by its code and the place it was thrown at. Called where errors become answers. */
export function recordFailure(name: string, error: unknown): void {
  const code = codeOf((error as { code?: unknown } | null)?.code);
  if (!ordinary.has(code)) log.error(code, { call: name, error });
}

/** Notes how long a call took, in milliseconds. */
export function recordDuration(name: string, ms: number): void {
  if (!isCall(name)) return;
  const known = durations.get(name) ?? { count: 0, last: [], worst: 0 };
  known.count += 1;
  known.worst = Math.max(known.worst, ms);
  known.last.push(ms);
  if (known.last.length > LAST_DURATIONS) known.last.shift();
  durations.set(name, known);
}

export type CallDuration = { name: string; count: number; p50: number; worst: number };

/** Calls whose worst answer took longer than `over` ms, the slowest first; `p50` is the median of the last 200. */
export function slowCalls(over = 50): CallDuration[] {
  return [...durations]
    .filter(([, { worst }]) => worst > over)
    .map(([name, { count, last, worst }]) => ({
      name,
      count,
      p50: last.toSorted((a, b) => a - b)[Math.floor(last.length / 2)] ?? 0,
      worst,
    }))
    .sort((a, b) => b.worst - a.worst);
}
