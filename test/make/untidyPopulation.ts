import type { Writer } from '#db/write.ts';
import { aChild, type ChildSpec, type EnrolmentSpec, type ResultSpec, type SuspensionSpec } from './aChild.ts';
import { aSchool } from './aSchool.ts';
import type { TestStore } from './aStore.ts';
import { generator } from './generator.ts';
import { daysOn, untidyHistories } from './untidyHistories.ts';
import { weekOf } from './weekOf.ts';

type Pick = (below: number) => number;
type Grades = ('green' | 'amber' | 'red' | null)[];

const districts = ['Thanet', 'Thanet', 'Swale', 'Dover', 'Maidstone', 'Dartford', 'Ashford', 'Medway', 'Bexley', null];
/** First calendar years of the school years that have marks: those whose rules of absence differed, and the latest. */
const eras = [
  [2008, 2009, 2010, 2011, 2012],
  [2021, 2022, 2023, 2024],
] as const;
/** Sessions missed of a hundred, by the child. */
const missing = [2, 6, 9, 11, 14, 18, 25, 48, 70];

const year = (first: number): string => `${first}/${String((first + 1) % 100).padStart(2, '0')}`;
const mondayFrom = (date: string): string => daysOn(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
const one = <Each>(pick: Pick, list: readonly Each[]): Each => list[pick(list.length)] as Each;
const chance = (pick: Pick, percent: number): boolean => pick(100) < percent;

/** A week of marks: present, but for the share missed; now and then not required, elsewhere, or nothing recorded. */
function aWeek(pick: Pick, missed: number): string {
  const codes = Array.from({ length: 10 }, (_, slot) => {
    const dice = pick(100);
    if (dice < missed) return one(pick, ['I', 'O', 'M', 'G']);
    if (dice > 97) return one(pick, ['X', '-', 'B', 'D']);
    return slot % 2 === 0 ? '/' : '\\';
  });
  return weekOf(codes.join(' '));
}

/** Marks of a school year: all of its weeks (those that straddle two months and 1 September among them), a few, or none. */
function marksOf(pick: Pick, first: number, missed: number): Record<string, string> {
  const weeks: Record<string, string> = {};
  const all = chance(pick, 45);
  if (!all && chance(pick, 30)) return weeks;
  for (let monday = mondayFrom(`${first}-09-01`); monday < `${first + 1}-07-24`; monday = daysOn(monday, 7))
    if (all ? monday.slice(5) < '08-01' || monday.slice(5) > '08-20' : chance(pick, 18))
      weeks[monday] = chance(pick, 3) ? weekOf('-') : aWeek(pick, missed);
  if (chance(pick, 30)) weeks[mondayFrom(`${first + 1}-08-31`)] = aWeek(pick, missed);
  return weeks;
}

function enrolmentsOf(pick: Pick, schools: string[], era: readonly number[], born: string): EnrolmentSpec[] {
  const school = () => one(pick, schools);
  const missed = one(pick, missing);
  const startsSchool = Number(born.slice(0, 4)) + 4 + (born.slice(5) >= '09-01' ? 1 : 0);
  const first = era[0] as number;
  const spec = (from: string, end: string | null, years: readonly number[], kind: 'main' | 'dual'): EnrolmentSpec => {
    const ncYear = Number(from.slice(0, 4)) - startsSchool - (from.slice(5) < '09-01' ? 1 : 0);
    return {
      schoolId: school(),
      start: from,
      end,
      kind,
      // Some schools record no year, and some teach the child out of it.
      ncYear: ncYear < 0 || chance(pick, 15) ? null : chance(pick, 6) ? ncYear - 1 : ncYear,
      weeks: Object.assign({}, ...years.map((each) => marksOf(pick, each, missed))),
    };
  };
  const second = one(pick, era.slice(1));
  const moved = `${second}-${chance(pick, 50) ? '11-12' : '09-01'}`;
  const list = chance(pick, 50)
    ? [spec(`${first}-09-01`, null, era, 'main')]
    : [
        // Two schools go on marking for some weeks about the move.
        spec(
          `${first}-09-01`,
          chance(pick, 40) ? null : moved,
          era.filter((each) => each <= second),
          'main',
        ),
        spec(
          moved,
          null,
          era.filter((each) => each >= second),
          'main',
        ),
      ];
  if (chance(pick, 25)) list.push(spec(`${second}-10-01`, `${second + 1}-05-31`, [second], 'dual'));
  return list;
}

function suspensionsOf(pick: Pick, era: readonly number[]): SuspensionSpec[] {
  return Array.from({ length: chance(pick, 35) ? 1 + pick(4) : 0 }, () => {
    const first = one(pick, era);
    const category = one(pick, ['SUSP', 'SUSP', 'SUSP', 'LNCH', 'LNCH', 'PERM'] as const);
    return {
      category,
      // Some begin in July and reach into the next school year.
      start: chance(pick, 15) ? `${first + 1}-07-${16 + pick(6)}` : daysOn(`${first}-09-05`, pick(300)),
      sessions: category === 'PERM' ? 0 : 1 + pick(chance(pick, 20) ? 40 : 10),
      status: one(pick, ['issued', 'issued', 'issued', 'issued', 'cancelled', 'reinstated', 'quashed'] as const),
      examAffected: chance(pick, 5),
    };
  });
}

/** Key stage results, some re-marked: a provisional and a final of one entry, and a later final that replaces it. */
function resultsOf(pick: Pick, era: readonly number[], born: string): ResultSpec[] {
  const starts = Number(born.slice(0, 4)) + 4 + (born.slice(5) >= '09-01' ? 1 : 0);
  return era
    .filter((first) => first - starts === 6 && first >= 2015 && chance(pick, 80))
    .flatMap((first) =>
      ['reading', 'maths', 'writing'].flatMap((subject): ResultSpec[] => {
        const of = {
          academicYear: year(first),
          keyStage: 'KS2',
          subject,
          component: subject === 'writing' ? 'teacherAssessment' : 'scaledScore',
        };
        const value = () => (subject === 'writing' ? one(pick, ['EXS', 'WTS', 'GDS']) : `${94 + pick(15)}`);
        if (chance(pick, 12)) return [];
        const versions: ResultSpec[] = [{ ...of, value: value(), receivedOn: `${first + 1}-07-12` }];
        if (chance(pick, 40))
          versions.unshift({ ...of, value: value(), status: 'provisional', receivedOn: `${first + 1}-07-01` });
        if (chance(pick, 25)) versions.push({ ...of, value: value(), receivedOn: `${first + 2}-02-14` });
        return versions;
      }),
    );
}

function pepsOf(pick: Pick, era: readonly number[]): NonNullable<ChildSpec['peps']> {
  const grades = (): Grades =>
    Array.from({ length: 8 }, () => one(pick, ['green', 'green', 'amber', 'red', null] as const));
  return Array.from({ length: pick(5) }, () => {
    const due = daysOn(`${one(pick, era)}-09-20`, pick(300));
    const held = chance(pick, 25) ? null : daysOn(due, pick(30) - 20);
    const submitted = held && chance(pick, 80) ? daysOn(held, pick(10)) : null;
    const gradedOn = submitted && chance(pick, 70) ? daysOn(submitted, 1 + pick(20)) : null;
    return { due, held, submitted, gradedOn, ...(gradedOn ? { grades: grades() } : {}) };
  });
}

/** Whose child it is: Kent's, another authority's, or first one's and then the other's. */
function writeAuthority(writer: Writer, childId: string, pick: Pick, from: string): void {
  const kinds = ['own', 'own', 'own', 'own', 'own', 'own', 'own', 'others', 'own since', 'own until'] as const;
  const kind = one(pick, kinds);
  const since = daysOn(from, 200 + pick(400));
  const add = (laCode: string, valid_from: string, valid_to: string | null) =>
    writer.insert('child_responsible_authority', { child_id: childId, la_code: laCode, valid_from, valid_to });
  const [before, after] = kind === 'own since' ? ['210', '886'] : ['886', '210'];
  if (kind === 'own' || kind === 'others') add(kind === 'own' ? '886' : '210', '2000-01-01', null);
  else {
    add(before as string, '2000-01-01', daysOn(since, -1));
    add(after as string, since, null);
  }
}

/**
 * Children whose records are as real extracts have them: every history of `untidyHistories` over and over, with corrected
 * dates of birth, children with one name, authorities that change, dual registrations with marks that disagree, sessions before and after care,
 * suspensions of lunchtimes and over the summer, re-marked results, PEPs graded late. Two eras of school years, 2008/09 to
 * 2012/13 and 2021/22 to 2024/25, so that the rules of absence of both are met. The same seed gives the same children.
 *
 * @example const ids = await untidyPopulation(store, { seed: 1, children: 80 });
 */
export function untidyPopulation(store: TestStore, options: { seed: number; children: number }): Promise<string[]> {
  const pick = generator(options.seed);
  const histories = Object.values(untidyHistories);
  return store.write((writer) => {
    const schools = [aSchool(writer), aSchool(writer), aSchool(writer), aSchool(writer)];
    const district = () => {
      const name = one(pick, districts);
      return name === null ? null : store.district(name);
    };
    return Array.from({ length: options.children }, (_, index) => {
      const era = eras[pick(5) < 2 ? 0 : 1] as readonly number[];
      const from = daysOn(`${(era[0] as number) - 1}-10-01`, pick(700));
      const birthYear = (era[0] as number) - 5 - pick(10);
      const born = `${birthYear}-${chance(pick, 30) ? '09' : '04'}-0${1 + pick(3)}`;
      const corrected = chance(pick, 20);
      const sen = one(pick, ['N', 'K', 'E', 'S'] as const);
      const childId = aChild(writer, {
        ...(index % 10 === 3 ? { name: { forename: null, surname: `Single${index}` } } : {}),
        dateOfBirth: born,
        ...(corrected
          ? {
              datesOfBirth: [
                { dateOfBirth: `${birthYear + 1 + pick(2)}-01-01`, disputed: true, to: daysOn(from, 500) },
                { dateOfBirth: born, from: daysOn(from, 501) },
              ],
            }
          : {}),
        responsibleAuthority: null,
        uascFrom: chance(pick, 12) ? from : null,
        episodes: (histories[index % histories.length] as (typeof histories)[number])({ from, pick, district }),
        enrolments: chance(pick, 8) ? [] : enrolmentsOf(pick, schools, era, born),
        sen: chance(pick, 70)
          ? [{ status: sen, ...(chance(pick, 30) ? { from: daysOn(from, 300), to: daysOn(from, 900) } : {}) }]
          : [],
        suspensions: suspensionsOf(pick, era),
        results: resultsOf(pick, era, born),
        peps: pepsOf(pick, era),
      });
      writeAuthority(writer, childId, pick, from);
      return childId;
    });
  });
}
