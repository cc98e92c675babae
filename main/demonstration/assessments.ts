import type { Writer } from '#db/write.ts';
import { type DemoChild, periodCovering } from './demoChild.ts';
import { SNAPSHOT_DATE } from './profile2011.ts';
import type { Random } from './random.ts';

const THIS_YEAR = '2024/25';
const TARGETS_SET = '2024-10-18';
const TERMS = ['2024-12-13', '2025-03-21'] as const;
const SCALE = ['BELOW', 'AT', 'ABOVE'] as const;

/**
 * This year's termly teacher assessments, targets and predictions of a child in years 1 to 11: words for the termly ones,
 * scaled scores in year 6 and grades in year 11. Two predictions in five fall short of their target.
 */
export function writeAssessments(writer: Writer, random: Random, child: DemoChild): void {
  const enrolment = child.enrolments.findLast((each) => each.academicYear === THIS_YEAR && each.kind === 'main');
  if (!child.own || !enrolment || !periodCovering(child, SNAPSHOT_DATE)) return;
  const { ncYear } = enrolment;
  if (ncYear < 1 || ncYear > 11) return;
  const ofYear = { child_id: child.id, academic_year: THIS_YEAR };
  const outlook = (key_stage: string, subject: string, component: string, target: string, prediction: string): void => {
    const row = { ...ofYear, key_stage, subject, component };
    writer.insert('attainment_target', { ...row, kind: 'target', value: target, set_on: TARGETS_SET });
    writer.insert('attainment_target', { ...row, kind: 'prediction', value: prediction, set_on: TERMS[1] });
  };
  for (const subject of ncYear <= 6 ? ['reading', 'writing', 'maths'] : ['english', 'maths', 'science']) {
    let place = random.weighted([
      [0, 46],
      [1, 45],
      [2, 9],
    ]);
    const target = Math.min(2, Math.max(1, place + (random.chance(0.3) ? 1 : 0)));
    for (const received_on of TERMS) {
      if (random.chance(0.06)) continue;
      writer.insert('attainment_result', {
        ...ofYear,
        key_stage: 'termly',
        subject,
        component: 'teacherAssessment',
        value: SCALE[place] as string,
        status: 'final',
        entry: 'first',
        received_on,
        issued_on: received_on,
        source: 'School, termly assessment',
        supersedes_id: null,
      });
      if (random.chance(0.12)) place = Math.min(2, Math.max(0, place + (random.chance(0.65) ? 1 : -1)));
    }
    if (ncYear !== 6 && ncYear !== 11)
      outlook('termly', subject, 'teacherAssessment', SCALE[target] as string, SCALE[place] as string);
  }
  if (ncYear === 6) {
    for (const subject of ['reading', 'maths']) {
      const target = random.int(98, 106);
      outlook(
        'KS2',
        subject,
        'scaledScore',
        String(target),
        String(target + (random.chance(0.58) ? random.int(0, 4) : -random.int(1, 9))),
      );
    }
    const scale = ['BLW', 'PKF', 'WTS', 'EXS', 'GDS'];
    const target = random.weighted([
      [3, 75],
      [2, 20],
      [4, 5],
    ]);
    outlook(
      'KS2',
      'writing',
      'teacherAssessment',
      scale[target] as string,
      scale[target - (random.chance(0.6) ? 0 : 1)] as string,
    );
  }
  if (ncYear === 11) {
    for (const subject of ['english-language', 'maths', 'combined-science']) {
      const target = random.weighted([
        [3, 25],
        [4, 35],
        [5, 25],
        [6, 11],
        [7, 4],
      ]);
      const short = random.weighted([
        [0, 50],
        [1, 30],
        [2, 15],
        [-1, 5],
      ]);
      outlook('KS4', subject, 'grade', String(target), String(Math.max(1, target - short)));
    }
  }
}
