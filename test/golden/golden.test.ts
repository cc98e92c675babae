import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answers, askEverybody, everyQuery } from './ask.ts';
import { changesIn, covers } from './changes.ts';
import { commandLine, importAndUndo, leavingDocuments } from './documents.ts';
import { type GoldenStore, goldenStore } from './goldenStore.ts';
import { notAsked, questions } from './questions.ts';

const here = import.meta.dirname;
const recordFolder = join(here, 'record');
const baselineFile = join(here, 'baseline.json');
/** `VSK_GOLDEN=record npx vitest run test/golden` writes the record anew; `baseline` also what 0.2 answered. */
const recording = process.env.VSK_GOLDEN;

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
/** Variants of a report that are kept as a digest only: the one kept whole shows what changed. */
const digestOnly = (key: string) =>
  /reports\.gap (?!.* Kent LAC12 with UASC by locality$)/.test(key) || /^head reports\.gap/.test(key);
const kept = (key: string, text: string) => (digestOnly(key) ? `sha256 ${digestOf(text)}\n` : `${text}\n`);
/** One file a person and call, so that a difference is found by its place. */
const fileOf = (key: string) =>
  `${key
    .split(' ')
    .slice(0, 2)
    .join(' ')
    .replaceAll(/[^\w.]+/g, '-')}.txt`;

function inFiles(answers: Answers): Map<string, string> {
  const files = new Map<string, string>();
  for (const [key, text] of answers)
    files.set(fileOf(key), `${files.get(fileOf(key)) ?? ''}=== ${key}\n${kept(key, text)}`);
  return files;
}

/** Record files back into answers. */
function inRecord(): Map<string, string> {
  const found = new Map<string, string>();
  if (!existsSync(recordFolder)) return found;
  for (const file of readdirSync(recordFolder))
    for (const part of readFileSync(join(recordFolder, file), 'utf8').split(/^=== /m).slice(1)) {
      const end = part.indexOf('\n');
      found.set(part.slice(0, end), part.slice(end + 1));
    }
  return found;
}

let store: GoldenStore;
const answers: Answers = new Map();
beforeAll(async () => {
  store = await goldenStore();
  for (const part of [askEverybody, commandLine, leavingDocuments, importAndUndo]) {
    if (part === commandLine) store.lock();
    for (const [key, text] of await part(store)) answers.set(key, text);
  }
  if (recording === undefined) return;
  rmSync(recordFolder, { recursive: true, force: true });
  mkdirSync(recordFolder);
  for (const [file, text] of inFiles(answers)) writeFileSync(join(recordFolder, file), text);
  if (recording === 'baseline') {
    const digests = [...answers].map(([key, text]) => [key, digestOf(text)]);
    writeFileSync(baselineFile, `${JSON.stringify(Object.fromEntries(digests), null, 1)}\n`);
  }
}, 600_000);
afterAll(() => store.close());

describe('the golden record', () => {
  it('asks every query of the contract, or says why not', async () => {
    await store.become('administrator');
    const asked = new Set<string>(questions(store).map(({ call }) => call));
    expect(everyQuery().filter((call) => asked.has(call) === call in notAsked)).toEqual([]);
  });

  it('holds what is answered today', () => {
    const record = inRecord();
    const differ = [...answers].filter(([key, text]) => record.get(key) !== kept(key, text)).map(([key]) => key);
    const gone = [...record.keys()].filter((key) => !answers.has(key));
    // Meant: VSK_GOLDEN=record npx vitest run test/golden, look at the difference in git, and a line in changes.md.
    expect({ differ, gone }).toEqual({ differ: [], gone: [] });
  });

  it('differs from version 0.2 only where changes.md names the fault', () => {
    const before = JSON.parse(readFileSync(baselineFile, 'utf8')) as Record<string, string>;
    const keys = new Set([...Object.keys(before), ...answers.keys()]);
    const changed = [...keys].filter((key) => before[key] !== digestOf(answers.get(key) ?? ''));
    const changes = changesIn(readFileSync(join(here, 'changes.md'), 'utf8'));
    expect(changed.filter((key) => !changes.some((change) => covers(change, key)))).toEqual([]);
    // A line that explains nothing is out of date, or a slip.
    const idle = changes.filter((change) => !changed.some((key) => covers(change, key)));
    expect(idle.map(({ what }) => what)).toEqual([]);
    for (const { what, fault } of changes) expect(`${what}: ${fault}`).toMatch(/\S.*: \S{3,}/);
  });
});
