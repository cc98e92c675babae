import { urnWords } from '#domain/identifiers/urnWords.ts';
import { nameInText } from '#domain/identity/personName.ts';
import type { Fact, Flow } from '#service/documents/pdf/flow.ts';
import { MARKING } from '#service/documents/pdf/furniture.ts';
import { COLOUR, STYLE } from '#service/documents/pdf/tokens.ts';
import { percentWords } from '#service/documents/percentWords.ts';
import type { ChildPack, PackContext, Person } from '../model/packModel.ts';
import { daysWords, longDate, ncYearWords, tableDate } from '../model/packWords.ts';

/** 'Forename Surname', as names are written in text (design.md, 'Words'). */
export function childName(child: ChildPack): string {
  return nameInText(child.header.legalName);
}

/** A person with how to reach them, or 'not recorded'. */
export function personWords(person: Person | null): string {
  if (person === null) return 'not recorded';
  return person.contact === null ? `${person.name}, no contact recorded` : `${person.name}\n${person.contact}`;
}

/** Title, marking, the facts of the child, and the figures at a glance. */
export function drawChildHeader(flow: Flow, child: ChildPack, context: PackContext): void {
  const { header } = child;
  flow.heading('H1', childName(child), STYLE.title);
  const known = header.knownAs === null ? '' : `Known as ${header.knownAs}. `;
  flow.paragraph(
    `${known}Review pack for ${context.school.name} (${urnWords(context.school.urn)}), as at ${longDate(context.asAt)}.`,
    STYLE.muted,
  );
  flow.space(8);
  flow.callout(
    context.demonstration ? 'Demonstration data: nobody in this document exists' : context.authorityName,
    `${MARKING} Not for safeguarding reports: contact the DSL.`,
    COLOUR.action,
  );
  flow.space(14);
  flow.facts(childFacts(child, context), 3);
  flow.space(2);
  flow.tiles(glanceFacts(child));
}

function childFacts(child: ChildPack, context: PackContext): Fact[] {
  const { header } = child;
  const facts: Fact[] = [
    { label: 'Date of birth', value: longDate(header.dateOfBirth) },
    { label: 'National curriculum year', value: ncYearWords(header.ncYear) },
    { label: 'UPN', value: header.upn ?? 'not recorded' },
    { label: 'Special educational needs', value: header.senStatus ?? 'not recorded' },
    { label: 'Designated teacher', value: context.designatedTeacher?.name ?? 'not recorded' },
    { label: 'Designated safeguarding lead (DSL)', value: personWords(context.dsl) },
    // The team where no person is named: that tells nothing of why.
    {
      label: 'Contact in the team',
      value: header.assistantHead === null ? context.teamName : personWords(header.assistantHead),
    },
  ];
  if (header.otherAuthority !== undefined) facts.push({ label: 'Looked after by', value: header.otherAuthority });
  const { placement } = header;
  if (placement?.type !== undefined) facts.push({ label: 'Placement', value: placement.type });
  if (placement?.district !== undefined) facts.push({ label: 'District', value: placement.district });
  return facts;
}

function glanceFacts(child: ChildPack): Fact[] {
  const { attendance, suspensions, lastPep, questions } = child;
  const pep = lastPep.available ? lastPep.value : null;
  return [
    {
      label: 'Attendance this year',
      value: attendance.available
        ? percentWords(attendance.value.thisYear.attended, attendance.value.thisYear.possible)
        : 'not available',
    },
    {
      // Where files do not reach to the pack's date, as far as is known.
      label:
        suspensions.available && suspensions.value.receivedTo !== undefined
          ? `Suspended to ${tableDate(suspensions.value.receivedTo)}`
          : 'Suspended this year',
      value: suspensions.available ? daysWords(suspensions.value.standingSessions) : 'not available',
    },
    {
      label: 'Last PEP, quality',
      value: 'not available',
      ...(pep === null ? {} : { tag: pep.overall === null ? { rag: null, words: 'Not graded' } : { ...pep.overall } }),
    },
    { label: 'Questions to answer', value: `${questions.length}` },
  ];
}
