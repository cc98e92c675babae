import type { Rag } from '#contract/shared.ts';

export type Tone = 'green' | 'amber' | 'red' | 'neutral';

const toneOf: Record<Rag, Tone> = {
  met: 'green',
  floorMet: 'amber',
  missed: 'red',
  tooFew: 'neutral',
  noTarget: 'neutral',
};
const wordsOf: Record<Rag, string> = {
  met: 'Met',
  floorMet: 'Floor met',
  missed: 'Missed',
  tooFew: 'too few',
  noTarget: 'no target',
};

/** The shape a rating has beside its word and colour: circle, triangle, square. */
function Shape({ tone }: { tone: Tone }) {
  if (tone === 'neutral') return null;
  return (
    <svg width="9" height="9" viewBox="0 0 10 10" aria-hidden="true" className="vsk-tag-shape">
      {tone === 'green' && <circle cx="5" cy="5" r="4.5" />}
      {tone === 'amber' && <path d="M5 0.5 L9.8 9.5 L0.2 9.5 Z" />}
      {tone === 'red' && <rect x="0.5" y="0.5" width="9" height="9" />}
    </svg>
  );
}

/** A rating or state as a word on a ground, with a shape: never colour alone. */
export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={`vsk-tag vsk-tag-${tone}`}>
      <Shape tone={tone} />
      {children}
    </span>
  );
}

/** Where a figure stands against its target. `noTarget` shows nothing. */
export function RagTag({ rag }: { rag: Rag | null }) {
  if (rag === null || rag === 'noTarget') return null;
  return <Tag tone={toneOf[rag]}>{wordsOf[rag]}</Tag>;
}

const gradeWords = { green: 'Green', amber: 'Amber', red: 'Red' } as const;

/** A PEP grade; not graded is said in words. */
export function GradeTag({ grade, suffix = '' }: { grade: 'green' | 'amber' | 'red' | null; suffix?: string }) {
  if (grade === null) return <Tag tone="neutral">not graded</Tag>;
  return <Tag tone={grade}>{`${gradeWords[grade]}${suffix}`}</Tag>;
}
