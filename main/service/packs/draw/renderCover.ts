import { urnWords } from '#domain/identifiers/urnWords.ts';
import { Flow } from '#service/documents/pdf/flow.ts';
import { openForm } from '#service/documents/pdf/formFields.ts';
import { drawFurniture, MARKING } from '#service/documents/pdf/furniture.ts';
import { Sheet } from '#service/documents/pdf/sheet.ts';
import { type Cell, drawTable, type TableSpec, tableStartHeight } from '#service/documents/pdf/table.ts';
import { COLOUR, STYLE } from '#service/documents/pdf/tokens.ts';
import { childFileName } from '../deliver/packFileNames.ts';
import type { PackQuestion, SchoolPack } from '../model/packModel.ts';
import { longDate, ncYearWords, plural, tableDate } from '../model/packWords.ts';
import { childName, personWords } from './childHeaderSection.ts';
import { drawQuestions } from './childPlanSections.ts';
import { datedWords, safeguardingWords } from './renderChildPack.ts';
import { drawSignOff, returnWords } from './signOffSection.ts';

/** What the school is asked once for the whole pack; each is answered on the cover. */
const SCHOOL_QUESTIONS: PackQuestion[] = [
  {
    id: 'school-1',
    about: 'general',
    text: 'Is every pupil in the list on your roll, and is any looked-after pupil missing from it?',
    because: 'The list follows the team’s enrolment records.',
  },
  {
    id: 'school-2',
    about: 'general',
    text: 'Are the designated teacher and the DSL named above still right?',
    because: 'Packs are addressed to the person on record.',
  },
];

/**
 * The cover of a school's pack: for whom it is, which pupils it holds and in which file each is, how to use it, the school's own
 * questions, how to return it, and the sign-off. Deterministic in the same way as `renderChildPack`.
 *
 * @example await renderCover(pack) // a pack of three children: two pages
 */
export async function renderCover(pack: SchoolPack): Promise<Uint8Array> {
  const sheet = new Sheet({
    title: `Review pack: ${pack.school.name}`,
    author: pack.teamName,
    subject: `Cover of the education review pack, as at ${longDate(pack.asAt)}. Official-sensitive.`,
    preparedOn: pack.preparedOn,
    identity: JSON.stringify(pack),
  });
  openForm(sheet.doc);
  const flow = new Flow(sheet);
  flow.paragraph('Review pack', STYLE.label);
  flow.heading('H1', pack.school.name, STYLE.title);
  flow.paragraph(
    `${plural(pack.children.length, 'pupil')} in ${carersWords(pack)}, as at ${longDate(pack.asAt)}.`,
    STYLE.muted,
  );
  flow.space(8);
  flow.callout(
    pack.demonstration ? 'Demonstration data: nobody in this pack exists' : 'Handle with care',
    `${MARKING} That a child is looked after is itself confidential: do not leave this pack where others can read it.`,
    COLOUR.action,
  );
  flow.space(14);
  flow.facts(
    [
      { label: 'For the designated teacher', value: pack.designatedTeacher?.name ?? 'not recorded' },
      { label: 'Designated safeguarding lead (DSL)', value: personWords(pack.dsl) },
      {
        label: 'Prepared by',
        value: pack.preparedBy === pack.teamName ? pack.teamName : `${pack.preparedBy}\n${pack.teamName}`,
      },
      { label: 'School', value: schoolWords(pack) },
      { label: 'Prepared on', value: longDate(pack.preparedOn) },
      { label: 'Return by', value: longDate(pack.returnTo?.by ?? null, 'no date set') },
    ],
    3,
  );
  drawPupils(flow, pack);
  flow.section('How to use this pack', 90, () => {
    flow.numberedList([
      'Open each pupil’s file. Read it with the people who know the pupil, and with the pupil where that is right.',
      'Answer the questions at the end of each file. Each says which fact made us ask. If a fact is wrong, say so in the answer.',
      'Sign each file, then this cover.',
      returnWords(pack),
      `A safeguarding concern never waits for this pack and is never reported in it. ${safeguardingWords(pack)}`,
    ]);
  });
  drawQuestions(flow, SCHOOL_QUESTIONS, '');
  drawSignOff(flow, pack, [
    'I have checked the list of pupils, and answered the questions in each pupil’s file.',
    'I will keep this pack where only the people who need it can read it.',
  ]);
  drawFurniture(sheet, {
    running: `${pack.school.name} (${urnWords(pack.school.urn)}), cover`,
    dated: datedWords(pack),
    safeguarding: safeguardingWords(pack),
  });
  return sheet.bytes();
}

/** Whose care the pupils are in; children of another authority are not claimed for the pack's own. */
function carersWords(pack: SchoolPack): string {
  const others = pack.children.filter((child) => child.header.otherAuthority !== undefined).length;
  if (others === 0) return `the care of ${pack.authorityName}`;
  return `care, ${others} of them looked after by another authority than ${pack.authorityName}`;
}

function schoolWords(pack: SchoolPack): string {
  const { urn, laestab, phase } = pack.school;
  return [urnWords(urn), laestab === null ? null : `LAESTAB ${laestab}`, phase]
    .filter((part) => part !== null)
    .join('\n');
}

function drawPupils(flow: Flow, pack: SchoolPack): void {
  if (pack.children.length === 0) {
    flow.section('Pupils in this pack', 30, () => flow.paragraph('Not available: no pupil was chosen.'));
    return;
  }
  const table: TableSpec = {
    title: 'Pupils in this pack',
    columns: [
      { title: 'No.', share: 0.5, align: 'right' },
      { title: 'Pupil', share: 2.4, rowHeader: true },
      { title: 'Date of birth', share: 1.15 },
      { title: 'Year', share: 1.1 },
      { title: 'Questions', share: 0.9, align: 'right' },
      { title: 'File', share: 2.4 },
    ],
    rows: pack.children.map((child, index): Cell[] => [
      `${index + 1}`,
      child.header.knownAs === null ? childName(child) : `${childName(child)} (${child.header.knownAs})`,
      tableDate(child.header.dateOfBirth),
      ncYearWords(child.header.ncYear),
      `${child.questions.length}`,
      { text: childFileName(pack.school, index + 1, child.localId), style: STYLE.small },
    ]),
  };
  flow.section('Pupils in this pack', tableStartHeight(flow, table), () => drawTable(flow, table));
}
