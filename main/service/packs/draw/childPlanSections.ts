import type { Flow } from '#service/documents/pdf/flow.ts';
import { wrapText } from '#service/documents/pdf/fonts.ts';
import { drawTextField } from '#service/documents/pdf/formFields.ts';
import { type Cell, drawTable, type TableSpec, tableStartHeight } from '#service/documents/pdf/table.ts';
import { STYLE } from '#service/documents/pdf/tokens.ts';
import type { ChildPack, LastPep, PackQuestion, SmartTarget } from '../model/packModel.ts';
import { longDate, notAvailableWords, tableDate } from '../model/packWords.ts';

const ONE_LINE = STYLE.body.lead * 2;
/** Two rows of label and value, and the space to the table. */
const PEP_FACTS_HEIGHT = 84;
const RAG_WORD = { green: 'Green', amber: 'Amber', red: 'Red' } as const;

/** The last PEP: completeness, timeliness and quality apart, then every section's grade with its reason. */
export function drawLastPep(flow: Flow, child: ChildPack): void {
  const { lastPep } = child;
  if (!lastPep.available) {
    flow.section('Last PEP', ONE_LINE, () => flow.paragraph(notAvailableWords(lastPep)));
    return;
  }
  const pep = lastPep.value;
  const table = sectionTable(pep);
  flow.section(`Last PEP: ${pep.title}`, PEP_FACTS_HEIGHT + tableStartHeight(flow, table), () => {
    flow.facts(
      [
        { label: 'Held', value: longDate(pep.dateHeld, 'not held') },
        { label: 'Due', value: longDate(pep.due) },
        { label: 'Next due', value: `${longDate(pep.nextDue)}${pep.nextOverdue === true ? ', overdue' : ''}` },
        {
          label: 'Timeliness',
          value: '',
          tag: pep.timeliness ?? { rag: null, words: 'Not available: no date' },
        },
        {
          label: 'Completeness',
          value:
            pep.completeness === null
              ? 'not available'
              : `${pep.completeness.filled} of ${pep.completeness.of} sections filled`,
        },
        { label: 'Quality, overall', value: '', tag: pep.overall ?? { rag: null, words: 'Not graded' } },
      ],
      3,
    );
    if (pep.sections.length === 0) {
      flow.paragraph('Section grades are not available: no section has been graded.');
      return;
    }
    flow.space(4);
    flow.ensure(tableStartHeight(flow, table));
    drawTable(flow, table);
    flow.space(6);
    flow.paragraph(`${gradedWords(pep)}Red if any section is red; green if at most one is amber.`, STYLE.small);
  });
}

/** Who graded and when, as far as it is given. */
function gradedWords({ gradedBy, gradedOn }: LastPep): string {
  if (gradedBy === null && gradedOn === null) return '';
  return `Graded${gradedBy === null ? '' : ` by ${gradedBy}`}${gradedOn === null ? '' : ` on ${longDate(gradedOn)}`}. `;
}

function sectionTable(pep: LastPep): TableSpec {
  return {
    title: 'PEP sections with their grades and reasons',
    columns: [
      { title: 'Section', share: 2, rowHeader: true },
      { title: 'Grade', share: 1 },
      { title: 'Reason', share: 4 },
    ],
    rows: pep.sections.map((section): Cell[] => [
      section.name,
      {
        tag:
          section.grade === null
            ? { rag: null, words: 'Not graded' }
            : { rag: section.grade, words: RAG_WORD[section.grade] },
      },
      section.reason ?? { text: 'not given', style: STYLE.muted },
    ]),
  };
}

/** SMART targets: what, who, when, where, how often; and what became of each. */
export function drawTargets(flow: Flow, child: ChildPack): void {
  const { smartTargets } = child;
  const title = 'SMART targets and their evaluation';
  if (!smartTargets.available || smartTargets.value.length === 0) {
    const words = smartTargets.available ? 'Not available: no target is recorded.' : notAvailableWords(smartTargets);
    flow.section(title, ONE_LINE, () => flow.paragraph(words));
    return;
  }
  const table = targetTable(smartTargets.value);
  flow.section(title, tableStartHeight(flow, table), () => drawTable(flow, table));
}

function targetTable(targets: SmartTarget[]): TableSpec {
  return {
    title: 'SMART targets and their evaluation',
    columns: [
      { title: 'Target', share: 2.7, rowHeader: true },
      { title: 'Who, where, how often', share: 1.8 },
      { title: 'By', share: 1.3 },
      { title: 'Outcome', share: 1.4 },
      { title: 'Evidence', share: 2 },
    ],
    rows: targets.map((target): Cell[] => [
      { text: target.what, style: STYLE.body },
      [target.who, target.where, target.howOften].filter((part) => part !== null).join('; ') || 'not recorded',
      tableDate(target.when),
      { tag: target.evaluation === null ? { rag: null, words: 'Not evaluated' } : { ...target.evaluation.outcome } },
      target.evaluation === null
        ? { text: 'see the questions', style: STYLE.muted }
        : evidenceWords(target.evaluation.evidence, target.evaluation.on),
    ]),
  };
}

function evidenceWords(evidence: string | null, on: string | null): string {
  return `${evidence ?? 'no evidence written down'}${on === null ? '' : ` (${tableDate(on)})`}`;
}

const ANSWER_HEIGHT = 42;

/** Each question with the fact behind it and a field to answer in; the three stay together on one page. */
export function drawQuestions(flow: Flow, questions: readonly PackQuestion[], prefix: string): void {
  if (questions.length === 0) {
    flow.section('Questions to answer', ONE_LINE, () => flow.paragraph('There is nothing to ask.'));
    return;
  }
  flow.section('Questions to answer', 130, () => {
    flow.paragraph('Type in the boxes, or print the pages, write in the boxes and scan them.', STYLE.muted);
    flow.space(8);
    for (const [index, question] of questions.entries()) drawQuestion(flow, question, index + 1, prefix);
  });
}

function drawQuestion(flow: Flow, question: PackQuestion, number: number, prefix: string): void {
  const indent = 22;
  const width = flow.width - indent;
  const text = wrapText(question.text, STYLE.strong, width);
  const because = wrapText(question.because, STYLE.muted, width);
  flow.ensure((text.length + Math.min(because.length, 12)) * STYLE.body.lead + ANSWER_HEIGHT + 6);
  const heading = flow.sheet.element(flow.parent, 'H3');
  flow.sheet.tagged(heading, () => {
    flow.sheet.lines([`${number}`], flow.left, flow.y, { ...STYLE.strong, colour: STYLE.muted.colour });
  });
  flow.runLines(heading, text, flow.left + indent, STYLE.strong);
  heading.end();
  flow.paragraph(question.because, STYLE.muted, { x: flow.left + indent, width });
  flow.y += 4;
  flow.ensure(ANSWER_HEIGHT);
  flow.y = drawTextField(
    flow,
    {
      name: `${prefix}${question.id}`,
      label: '',
      tooltip: `Answer to question ${number}: ${question.text}`,
      height: ANSWER_HEIGHT,
      multiline: true,
    },
    { x: flow.left + indent, width },
  );
  flow.y += 12;
}
