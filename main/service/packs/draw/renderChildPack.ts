import { Flow } from '#service/documents/pdf/flow.ts';
import { openForm } from '#service/documents/pdf/formFields.ts';
import { drawFurniture } from '#service/documents/pdf/furniture.ts';
import { Sheet } from '#service/documents/pdf/sheet.ts';
import type { ChildPack, PackContext } from '../model/packModel.ts';
import { longDate } from '../model/packWords.ts';
import { childName, drawChildHeader } from './childHeaderSection.ts';
import { drawAttainment, drawAttendance, drawSuspensions } from './childLearningSections.ts';
import { drawLastPep, drawQuestions, drawTargets } from './childPlanSections.ts';
import { drawSignOff } from './signOffSection.ts';

/** 'Not for safeguarding reports: contact the DSL', with the name where the school has given one. */
export function safeguardingWords(context: PackContext): string {
  const base = 'Not for safeguarding reports: contact the DSL';
  if (context.dsl === null) return `${base}.`;
  return `${base}, ${[context.dsl.name, context.dsl.contact].filter((part) => part !== null).join(', ')}.`;
}

/** The line that dates every page. */
export function datedWords(context: PackContext): string {
  const demonstration = context.demonstration ? 'Demonstration data. ' : '';
  return `${demonstration}Prepared on ${longDate(context.preparedOn)} by ${context.preparedBy}`;
}

/**
 * One child's review pack as a tagged PDF (1.7, PDF/UA-1 identification), about four A4 pages.
 *
 * The same model and the same `preparedOn` give the same bytes: the creation date is midnight UTC of `preparedOn`, and the file
 * identifier is a hash of the model. Nothing is read from the clock, the database or the network.
 *
 * Source of the contents: issue 2 section 7; of the accessibility: documents.md, pitfall 6.
 *
 * @example const bytes = await renderChildPack(child, context); // starts with '%PDF-1.7'
 */
export async function renderChildPack(child: ChildPack, context: PackContext): Promise<Uint8Array> {
  const name = childName(child);
  const sheet = new Sheet({
    title: `Review pack: ${name}, ${context.school.name}`,
    author: context.teamName,
    subject: `Education review pack for the designated teacher, as at ${longDate(context.asAt)}. Official-sensitive.`,
    preparedOn: context.preparedOn,
    identity: JSON.stringify([child, context]),
  });
  openForm(sheet.doc);
  const flow = new Flow(sheet);
  drawChildHeader(flow, child, context);
  drawAttendance(flow, child);
  drawAttainment(flow, child);
  drawSuspensions(flow, child);
  drawLastPep(flow, child);
  drawTargets(flow, child);
  drawQuestions(flow, child.questions, '');
  drawSignOff(flow, context, [
    `I have discussed these questions with the people who know ${name}, and answered them.`,
    'I have reported any safeguarding concern to the DSL, and not in this document.',
  ]);
  drawFurniture(sheet, {
    running: `${name}, ${context.school.urn === null ? 'school without a URN' : `school URN ${context.school.urn}`}`,
    dated: datedWords(context),
    safeguarding: safeguardingWords(context),
  });
  return sheet.bytes();
}
