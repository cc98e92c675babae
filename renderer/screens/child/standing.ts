import type { ChildRecord } from '#contract/children.ts';
import type { Tone } from '#renderer/ui/RagTag.tsx';

type Pep = ChildRecord['peps']['rows'][number];
type ThisYear = ChildRecord['attendance']['thisYear'];
type Words = { tone: Tone; words: string };

/** The PEP held last, its newest version; null when none has been held. */
export const lastPepHeld = ({ rows, lastHeldId }: ChildRecord['peps']): Pep | null =>
  rows.find((pep) => pep.id === lastHeldId) ?? null;

const timelinessWords: Record<Pep['timeliness'], Words> = {
  onTime: { tone: 'green', words: 'On time' },
  late: { tone: 'amber', words: 'Late' },
  overdue: { tone: 'red', words: 'Overdue' },
  notYetDue: { tone: 'neutral', words: 'Not yet due' },
  outOfDenominator: { tone: 'neutral', words: 'Not counted' },
};

/** Timeliness as a tag; late is held after the due date, overdue is due and still not done. */
export const timeliness = (pep: Pep): Words => timelinessWords[pep.timeliness];

const evaluations: Record<string, Words> = {
  met: { tone: 'green', words: 'Met' },
  partlyMet: { tone: 'amber', words: 'Partly met' },
  underWay: { tone: 'amber', words: 'Under way' },
  notMet: { tone: 'red', words: 'Not met' },
  notBegun: { tone: 'red', words: 'Not begun' },
  notEvaluated: { tone: 'neutral', words: 'Not evaluated' },
};

/** The evaluation of a SMART target as a tag. */
export const evaluation = (value: string): Words => evaluations[value] ?? { tone: 'neutral', words: value };

const tracks: Record<ChildRecord['attainment']['outlook'][number]['onTrack'], Words> = {
  onTrack: { tone: 'green', words: 'On track' },
  oneBelow: { tone: 'amber', words: 'Just below' },
  below: { tone: 'red', words: 'Below' },
  notAvailable: { tone: 'neutral', words: 'not available' },
};

/** Where the prediction stands against the target. */
export const onTrack = (value: keyof typeof tracks): Words => tracks[value];

/** The gravest absence measure the child meets this year; null when none, or when there are no sessions. */
export function absenceTag(year: ThisYear): Words | null {
  if (year.severe) return { tone: 'red', words: 'Severely absent' };
  if (year.persistent) return { tone: 'red', words: 'Persistently absent' };
  if (year.missed25Days) return { tone: 'amber', words: '25 days missed' };
  return null;
}
