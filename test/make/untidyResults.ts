import type { Row } from '#db/history/change.ts';
import type { TestStore } from './aStore.ts';
import { generator } from './generator.ts';

type Child = { childId: string; year: string; ncYear: number };
type Entered = {
  subject: string;
  component: string;
  value: string;
  entry?: 'first' | 'resit';
  /** Sat in an earlier year. */
  year?: string;
  qualification?: string;
};

/**
 * Results of key stages 2 and 4 of every child that is in year 6 or 11 in an outcomes cohort: some missing, some coded,
 * undated, received late, re-marked, entered again, sat in a year before, in two qualifications. The same seed gives the same results.
 *
 * @example await untidyResults(store, 5);
 */
export function untidyResults(store: TestStore, seed: number): Promise<void> {
  const pick = generator(seed);
  const one = <Each>(list: readonly Each[]): Each => list[pick(list.length)] as Each;
  const chance = (percent: number): boolean => pick(100) < percent;

  function keyStage2(year: string): Entered[] {
    const levels = year < '2015/16';
    return ['english', 'reading', 'writing', 'maths', 'gps'].flatMap((subject): Entered[] => {
      if (chance(15)) return [];
      // To 2014/15 a teacher's level may stand in place of a test's.
      const teacher = subject === 'writing' ? !levels || chance(50) : levels && subject !== 'gps' && chance(12);
      const component = teacher ? 'teacherAssessment' : levels ? 'level' : 'scaledScore';
      const values = levels
        ? teacher
          ? ['3', '4', '5', 'A', 'L']
          : ['3B', '4C', '4', '5A', 'B', 'M', 'L', 'N']
        : teacher
          ? ['EXS', 'WTS', 'GDS', 'D']
          : ['99', '100', '104', '88', 'A', 'M', '111'];
      return [{ subject, component, value: one(values) }];
    });
  }

  function keyStage4(year: string): Entered[] {
    if (chance(10)) return [];
    // 9 to 1 in English and maths in 2016/17, in most subjects since, beside letters that go on.
    const numbers = (core: boolean, sat: string) => sat >= '2017/18' || (sat === '2016/17' && core);
    const grade = (core: boolean, sat: string) =>
      one(
        chance(4)
          ? ['X', 'Q']
          : numbers(core, sat) && !chance(10)
            ? ['1', '2', '3', '4', '5', '7', '9']
            : ['A*', 'B', 'C', 'C', 'D', 'F', 'U'],
      );
    const double = (sat: string) =>
      one(chance(4) ? ['XX', 'QQ'] : sat >= '2017/18' ? ['5-4', '4-4', '7-6', '3-2'] : ['CC', 'BC', 'DE', 'AC', 'A*A']);
    const english = year <= '2009/10' ? ['english'] : ['english-language', 'english-literature'];
    const others = [
      'history',
      'geography',
      'french',
      'biology',
      'art',
      'drama',
      'food-technology',
      'religious-studies',
    ];
    const taken = [...english, 'maths', ...others].filter((_, index) => !chance(index < 3 ? 12 : 35));
    return [...taken, ...(chance(60) ? ['combined-science'] : [])].flatMap((subject): Entered[] => {
      const core = english.includes(subject) || subject === 'maths';
      const ofYear = (sat: string) => ({
        ...{ subject, component: 'grade' },
        value: subject === 'combined-science' ? double(sat) : grade(core, sat),
      });
      const passed: Entered = { ...ofYear(year), value: 'Pass', qualification: 'Functional Skills Level 1' };
      const entries: Entered[] = chance(8) ? [passed] : [];
      // In year 9 or 10; the next entry may be called the first again.
      const before = `${Number(year.slice(0, 4)) - 1 - pick(2)}`;
      const early = `${before}/${String(Number(before) + 1).slice(2)}`;
      const isEarly = chance(15);
      if (isEarly) entries.push({ ...ofYear(early), year: early });
      if (!isEarly || chance(60)) {
        const again = { ...ofYear(year), entry: 'resit' as const };
        if (!chance(20)) entries.push(ofYear(year));
        else entries.push(...(isEarly || chance(15) ? [again] : [ofYear(year), again]));
      }
      return entries;
    });
  }

  return store.write((writer) => {
    const assessed = writer.connection
      .prepare(
        `SELECT child_id AS childId, academic_year AS year, nc_year AS ncYear FROM cohort_member
         WHERE nc_year IN (6, 11) ORDER BY 1, 2`,
      )
      .all() as Child[];
    for (const { childId, year, ncYear } of assessed) {
      for (const { entry = 'first', year: sat = year, ...entered } of ncYear === 6
        ? keyStage2(year)
        : keyStage4(year)) {
        let supersedes: string | null = null;
        const summer = Number(sat.slice(0, 4)) + 1;
        for (let version = chance(33) ? 0 : 1; version < 2; version += 1) {
          const dated = chance(66);
          const issued = `${summer + (version === 0 ? 0 : pick(2))}-${one(['07-09', '08-30', '03-20'] as const)}`;
          const again: Entered[] = ncYear === 6 ? keyStage2(year) : [];
          const other = again.find((each) => each.subject === entered.subject && each.component === entered.component);
          const row: Row = {
            child_id: childId,
            academic_year: sat,
            key_stage: ncYear === 6 ? 'KS2' : 'KS4',
            ...entered,
            value: version === 0 && other ? other.value : entered.value,
            status:
              version === 0 ? one(['provisional', 'final'] as const) : one(['final', 'final', 'provisional'] as const),
            entry,
            received_on: dated ? issued : '2026-01-10',
            issued_on: dated ? issued : null,
            source: 'test',
            supersedes_id: supersedes,
          };
          supersedes = writer.insert('attainment_result', row);
        }
      }
      writer.touchedChildren.add(childId);
    }
  });
}
