import { expect, it } from 'vitest';
import { type Facts, noFacts, type PepRow, type PepSectionRow, type PepTargetRow } from '#domain/facts/factRows.ts';
import { factsBlanked } from '#domain/mending/factsBlanked.ts';
import type { OldChange } from '#domain/mending/finding.ts';

const pep = { id: 'p', childId: 'ida', schoolId: 'hill', dueOn: '2024-12-13', status: 'submitted' } as PepRow;
const submitted = { ...pep, heldOn: '2024-12-10', submittedOn: '2024-12-12', signedOffOn: null };
const section = {
  id: 's',
  pepId: 'p',
  section: 'childsVoice',
  filled: true,
  content: null,
  grade: null,
  reason: 'No voice in it.',
};
const target = { id: 't', pepId: 'p', position: 1, what: 'Read', howOften: null } as PepTargetRow;
const emptied = (kind: 'pepSections' | 'pepTargets', rowId: string, field: string, old: string): OldChange => ({
  ...{ childId: 'ida', kind, rowId, field, old, now: null },
});
const held = { ...noFacts, peps: [submitted], pepSections: [section as PepSectionRow], pepTargets: [target] };

it('grades and what a target says are as they were; a red grade sends the PEP back', () => {
  const found = factsBlanked(held, [
    emptied('pepSections', 's', 'grade', 'red'),
    emptied('pepTargets', 't', 'howOften', 'daily'),
  ]);
  expect(found).toMatchObject([
    { childId: 'ida', schoolId: 'hill', what: 'PEP due 2024-12-13: Child’s voice', was: 'grade red' },
    { childId: 'ida', schoolId: 'hill', what: 'PEP due 2024-12-13: target 1', was: 'how often daily' },
  ]);
  const facts = found.reduce<Facts>((so, { putRight }) => putRight?.(so).facts ?? so, held);
  expect(facts.pepSections).toMatchObject([{ grade: 'red' }]);
  expect(facts.pepTargets).toMatchObject([{ howOften: 'daily' }]);
  expect(facts.peps).toMatchObject([{ status: 'returned' }]);
});

it('of a grade that was given again nothing is found', () => {
  const again = { ...held, pepSections: [{ ...section, grade: 'green' }] };
  expect(factsBlanked(again, [emptied('pepSections', 's', 'grade', 'red')])).toEqual([]);
});
