import type { Writer } from '#db/write.ts';
import { addDays, mondayOf } from '#domain/calendar/plainDate.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { randomFrom } from './_measure.ts';

export const childrenInBench = 3_000;
export const attendanceYearsInBench = ['2020/21', '2021/22', '2022/23', '2023/24', '2024/25'] as const;
const weeksAYear = 38;

/** Mondays of 38 school weeks from September: 380 sessions a year. */
function mondays(year: string): string[] {
  const first = mondayOf(`${year.slice(0, 4)}-09-07`);
  return Array.from({ length: weeksAYear }, (_unused, week) => addDays(first, week * 7));
}

const codes = ['/ \\ ', '/ \\ ', '/ \\ ', '/ \\ ', 'I I ', '/ O ', 'M \\ ', '/ \\ '];
const aWeek = (random: () => number) =>
  Array.from({ length: 5 }, () => codes[Math.floor(random() * (random() < 0.25 ? codes.length : 4))]).join('');

export type BenchStore = { store: TestStore; childIds: string[] };

/** The day it is in the bench. */
export const benchToday = '2025-07-25';

/**
 * A store with 3,000 of Kent's own children in care since 2013, at 300 schools with a designated teacher each: ten years
 * of key stage 2 and 4 results, five years of attendance (5.7 million marks), suspensions and PEPs. The numbers and the
 * years of attendance can be others; `folder` is where the store is made.
 */
export async function benchStore(
  options: { children?: number; schools?: number; markedYears?: readonly string[]; folder?: string } = {},
): Promise<BenchStore> {
  const { children = childrenInBench, schools: schoolCount = 300, markedYears = attendanceYearsInBench } = options;
  const store = await aStore({ today: benchToday, ...(options.folder ? { folder: options.folder } : {}) });
  const random = randomFrom(42);
  const childIds: string[] = [];
  const districts = (
    store.context.reader.prepare("SELECT id FROM district WHERE la_code = '886'").all() as { id: string }[]
  ).map(({ id }) => id);
  const enrolments: { id: string }[] = [];
  await store.write((writer) => {
    const schools = Array.from({ length: schoolCount }, (_unused, index) => aSchool(writer, index));
    for (let index = 0; index < children; index += 1) {
      const { childId, enrolmentId } = aChild(
        writer,
        random,
        index,
        districts[index % districts.length] as string,
        schools[index % schools.length] as string,
      );
      childIds.push(childId);
      enrolments.push({ id: enrolmentId });
    }
  });
  for (const year of markedYears) {
    const weeks = mondays(year);
    await store.write((writer) => {
      for (const { id } of enrolments)
        writer.insertMany(
          'attendance_week',
          id,
          weeks.map((weekStart) => ({ enrolment_id: id, week_start: weekStart, marks: aWeek(random) })),
        );
    });
  }
  return { store, childIds };
}

function aSchool(writer: Writer, index: number): string {
  const id = writer.insert('school', {
    urn: String(900_000 + index),
    name: `Bench School ${index}`,
    phase: 'secondary',
  });
  writer.insert('school_contact', {
    school_id: id,
    kind: 'designatedTeacher',
    name: `Teacher Benchley ${index}`,
    valid_from: '2010-09-01',
  });
  writer.insert('school_contact', {
    school_id: id,
    kind: 'designatedSafeguardingLead',
    name: `Lead Benchley ${index}`,
    valid_from: '2010-09-01',
  });
  return id;
}

/** A child whose birth year is spread so that each year has its share of year 6 and year 11. */
function aChild(
  writer: Writer,
  random: () => number,
  index: number,
  districtId: string,
  schoolId: string,
): { childId: string; enrolmentId: string } {
  const birthYear = 1999 + (index % 16);
  const childId = writer.insert('child', { sex: index % 2 ? 'M' : 'F', ethnicity: 'WBRI', disabled: 0 });
  writer.insert('child_name', {
    child_id: childId,
    kind: 'legal',
    surname: `Benchman${index}`,
    forename: `Forename${index}`,
    valid_from: `${birthYear}-01-01`,
  });
  writer.insert('child_identifier', {
    child_id: childId,
    kind: 'localId',
    value: `B${index}`,
    issuer: '886',
    valid_from: `${birthYear}-01-01`,
  });
  writer.insert('child_date_of_birth', {
    child_id: childId,
    date_of_birth: `${birthYear}-03-15`,
    disputed: 0,
    valid_from: `${birthYear}-03-15`,
  });
  writer.insert('child_responsible_authority', { child_id: childId, la_code: '886', valid_from: '2013-01-01' });
  writer.insert('episode', {
    child_id: childId,
    start_date: `${Math.max(2013, birthYear)}-04-20`,
    reason_started: 'S',
    legal_status: 'C2',
    need_code: 'N1',
    placement_type: 'U6',
    placement_district_id: districtId,
    confidential: 0,
    source: 'bench',
  });
  const enrolmentId = writer.insert('enrolment', {
    child_id: childId,
    school_id: schoolId,
    nc_year: null,
    kind: 'main',
    alternative_provision: 0,
    start_date: '2013-09-01',
  });
  results(writer, random, childId, birthYear);
  for (let year = 2016; year <= 2024; year += 1) {
    if (random() < 0.1)
      writer.insert('suspension', {
        child_id: childId,
        school_id: schoolId,
        category: 'SUSP',
        start_date: `${year}-11-06`,
        sessions: 4,
        reason_1: 'DB',
        status: 'issued',
        exam_affected: 0,
      });
  }
  for (const due of ['2024-12-20', '2025-04-04', '2025-07-18']) {
    const pepId = writer.insert('pep', {
      child_id: childId,
      school_id: schoolId,
      version: 1,
      reason: 'termly',
      status: 'signedOff',
      due_on: due,
      held_on: due,
      submitted_on: due,
      signed_off_on: due,
      graded_by: 'Bench',
      graded_on: due,
    });
    for (const section of [
      'childsVoice',
      'historyAndAttainment',
      'needsAndBarriers',
      'previousTargets',
      'newTargets',
      'interventionsAndFunding',
      'transitionAndStability',
      'peopleAndNextDate',
    ]) {
      writer.insert('pep_section', {
        pep_id: pepId,
        section,
        filled: 1,
        content: 'Text of the section.',
        grade: random() < 0.8 ? 'green' : 'amber',
        reason: 'Because the bench says so.',
      });
    }
    writer.insert('pep_target', {
      pep_id: pepId,
      position: 1,
      what: 'Read twenty minutes',
      when_by: '2025-09-01',
      who: 'carer',
      evaluation: 'underWay',
    });
  }
  return { childId, enrolmentId };
}

function results(writer: Writer, random: () => number, childId: string, birthYear: number): void {
  const add = (endYear: number, keyStage: string, subject: string, component: string, value: string) =>
    writer.insert('attainment_result', {
      child_id: childId,
      academic_year: `${endYear - 1}/${String(endYear).slice(2)}`,
      key_stage: keyStage,
      subject,
      component,
      value,
      status: 'final',
      entry: 'first',
      received_on: `${endYear}-12-10`,
      source: 'bench',
    });
  const keyStage2 = birthYear + 11;
  const keyStage4 = birthYear + 16;
  if (keyStage2 >= 2016 && keyStage2 <= 2025) {
    for (const subject of ['reading', 'maths', 'gps'])
      add(keyStage2, 'KS2', subject, 'scaledScore', String(85 + Math.floor(random() * 35)));
    add(keyStage2, 'KS2', 'writing', 'teacherAssessment', random() < 0.5 ? 'EXS' : 'WTS');
  }
  if (keyStage4 >= 2018 && keyStage4 <= 2025) {
    for (const subject of [
      'english-language',
      'english-literature',
      'maths',
      'combined-science',
      'history',
      'art',
      'music',
      'food',
    ])
      add(
        keyStage4,
        'KS4',
        subject,
        'grade',
        subject === 'combined-science' ? '4-4' : String(1 + Math.floor(random() * 8)),
      );
  }
}
