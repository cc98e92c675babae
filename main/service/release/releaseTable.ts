import type { ReleasePreview } from '#contract/reports.ts';
import { SUPPRESSED } from '#domain/disclosure/primarySuppression.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import { Released } from './besideReleased.ts';
import type { Why } from './family.ts';
import { type ReleaseKind, registerLeaving, registerVersion, standingReleases } from './register.ts';
import type { ReleasedFact } from './releasedFact.ts';
import { orderOfStore } from './storeOrder.ts';

/** A cell as it leaves, and why it is hidden where it is. */
export type ReleaseCell = { text: string; why: Why | null };

export const shownCell = (text: string): ReleaseCell => ({ text, why: null });
export const hiddenCell = (why: Why | null): ReleaseCell => ({ text: SUPPRESSED, why: why ?? 'givesBack' });

/** A table that may leave the team, whole: what is printed, what it means, and what stands against it. */
export type ReleaseTable = {
  kind: ReleaseKind;
  parameters: unknown;
  fileName: string;
  headings: readonly string[];
  rows: readonly (readonly ReleaseCell[])[];
  notes: readonly string[];
  /** Ways of taking years together that the preview offers. */
  pooling: ReleasePreview['pooling'];
  /** What the reader of the preview should know: lines that are left out, and what to do instead. */
  advice: readonly string[];
  facts: readonly ReleasedFact[];
  /** Ids of earlier releases that had cells hidden here. */
  earlier: readonly string[];
  /** Why it may not leave at all. */
  refused: string | null;
  /** The state of the register it was compared with. */
  registerVersion: string;
};

const whyWords: Record<Why, string> = {
  small: 'stand on 1 to 5 children',
  givesBack: 'would give back one that does, with what else is shown or published',
  difference:
    'would tell of 1 to 5 children beside another line of the county (with and without UASC, 12 months and all)',
  earlier: 'differ by 1 to 5 children from what an earlier release showed, or the whole year’s report shows',
};
const order: readonly Why[] = ['small', 'givesBack', 'difference', 'earlier'];

export const hiddenCells = (table: Pick<ReleaseTable, 'rows'>): number =>
  table.rows.flat().filter(({ why }) => why !== null).length;

/** The line under every table that leaves: what the marks mean. */
export const disclosureNote = (rows: ReleaseTable['rows']): string =>
  `Disclosure control: counts of 1 to 5, and figures that would reveal them, are shown as c (${hiddenCells({ rows })} cells). A true 0 is shown, except by area where the whole county has 1 to 5.`;

/** The releases to compare with. One whose cells cannot be read stands against everything: `unreadable` says what to do. */
export function releasedSoFar(context: ServiceContext): {
  released: Released;
  version: string;
  unreadable: string | null;
} {
  const released = new Released(standingReleases(context.reader), orderOfStore(context));
  const [first] = released.unreadable;
  return {
    released,
    version: registerVersion(context.reader),
    unreadable: first
      ? `The release of ${first.at.slice(0, 10)} by ${first.by} (${first.fileName}) cannot be compared with any more, so nothing may leave. If it was never sent, an administrator can say so under Settings, Releases.`
      : null,
  };
}

/** A release in words: 'the release of 3 March 2026 by A. Name (file)'. */
export function releaseWords(released: Released, ids: readonly string[]): string {
  const words = released.releases
    .filter(({ id }) => ids.includes(id))
    .map(({ at, by, fileName }) => `the release of ${at.slice(0, 10)} by ${by} (${fileName})`);
  return words.length === 0 ? 'an earlier release' : [...new Set(words)].join(' and ');
}

/** What a person sees before a table leaves. */
export function previewOf(table: ReleaseTable, released: Released): ReleasePreview {
  const cells = table.rows.flat();
  return {
    fileName: table.fileName,
    headings: [...table.headings],
    rows: table.rows.map((row) => row.map(({ text, why }) => ({ text, why }))),
    hidden: order.flatMap((why) => {
      const count = cells.filter((cell) => cell.why === why).length;
      return count === 0 ? [] : [{ why, cells: count, words: whyWords[why] }];
    }),
    pooling: table.pooling,
    advice: [...table.advice],
    earlier: released.releases
      .filter(({ id }) => table.earlier.includes(id))
      .map(({ id, at, by, fileName }) => ({ releaseId: id, at, by, fileName })),
    refused: table.refused,
  };
}

/**
 * Enters the table in the register as leaving and answers its id; the bytes are handed over after that. Errors: `conflict`
 * when something stands against it, or when another table left since it was compared.
 */
export async function leave(context: ServiceContext, table: ReleaseTable): Promise<string> {
  if (table.refused !== null) throw new CallFailure('conflict', table.refused);
  return context.write((writer) => {
    if (registerVersion(context.reader) !== table.registerVersion)
      throw new CallFailure(
        'conflict',
        'Another table left the team meanwhile. Look at the preview again, then export.',
      );
    return registerLeaving(writer, context, {
      kind: table.kind,
      parameters: table.parameters,
      cells: table.rows.map((row) => row.map(({ text }) => text)),
      fileName: table.fileName,
      facts: table.facts,
    });
  });
}
