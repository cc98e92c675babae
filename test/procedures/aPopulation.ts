import { addDays } from '#domain/calendar/plainDate.ts';
import { aChild, type EpisodeSpec } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import type { TestStore } from '#test/make/aStore.ts';
import { generator } from '#test/make/generator.ts';
import { weekOf } from '#test/make/weekOf.ts';

const districts = ['Thanet', 'Swale', 'Dover', 'Maidstone', 'Dartford', 'Ashford', 'Medway', null] as const;
const marks = ['/', '/', '/', 'I', 'O', 'L', 'X', '-'];
const grades = ['green', 'green', 'green', 'amber', 'red'] as const;

/** Writes a small population of every kind of child, with marks, results, suspensions and PEPs about a date. */
export function aPopulation(
  store: TestStore,
  options: { seed: number; children: number; asAt: string },
): Promise<string[]> {
  const pick = generator(options.seed);
  const one = <Each>(list: readonly Each[]): Each => list[pick(list.length)] as Each;
  const year = Number(options.asAt.slice(0, 4)) - 1;
  return store.write((writer) => {
    const schools = [aSchool(writer), aSchool(writer), aSchool(writer)];
    const districtId = () => {
      const name = one(districts);
      return name === null ? null : store.district(name);
    };
    return Array.from({ length: options.children }, () => {
      const from = addDays(`${year - 3}-01-01`, pick(1500));
      const moved = pick(3) === 0 ? addDays(from, 100 + pick(500)) : null;
      const left = pick(8) === 0 ? addDays(moved ?? from, 30 + pick(600)) : null;
      const legalStatus = pick(12) === 0 ? 'V4' : 'C2';
      const episodes: EpisodeSpec[] = [
        {
          start: from,
          end: moved ?? left,
          legalStatus,
          reasonCeased: moved ? 'X1' : left ? 'E8' : null,
          districtId: districtId(),
        },
      ];
      if (moved)
        episodes.push({
          start: moved,
          end: left,
          legalStatus,
          reasonStarted: 'P',
          reasonCeased: left ? 'E8' : null,
          districtId: districtId(),
        });
      const ncYear = 5 + pick(7);
      const keyStage = [6, 11].includes(ncYear) ? (ncYear === 6 ? 'KS2' : 'KS4') : null;
      const academicYear = `${year}/${String(year + 1).slice(2)}`;
      return aChild(writer, {
        dateOfBirth: `${year - 5 - ncYear}-0${1 + pick(8)}-10`,
        responsibleAuthority: pick(7) === 0 ? '210' : '886',
        uascFrom: pick(9) === 0 ? from : null,
        episodes,
        sen: pick(3) === 0 ? [{ status: one(['N', 'K', 'E', 'S'] as const) }] : [],
        enrolments:
          pick(10) === 0
            ? []
            : [
                {
                  schoolId: one(schools),
                  start: `${year}-09-01`,
                  ncYear,
                  weeks: Object.fromEntries(
                    Array.from({ length: pick(9) }, (_, week) => [
                      addDays(`${year + 1}-01-06`, week * 7),
                      weekOf(Array.from({ length: 10 }, () => one(marks)).join(' ')),
                    ]),
                  ),
                },
              ],
        results:
          keyStage === 'KS2' && pick(5) > 0
            ? ['reading', 'maths', 'writing'].map((subject) => ({
                academicYear,
                keyStage,
                subject,
                component: subject === 'writing' ? 'teacherAssessment' : 'scaledScore',
                value: subject === 'writing' ? one(['EXS', 'WTS', 'GDS']) : String(94 + pick(15)),
                receivedOn: `${year + 1}-03-01`,
              }))
            : [],
        suspensions: Array.from({ length: pick(6) === 0 ? 1 + pick(3) : 0 }, () => ({
          start: addDays(`${year}-09-05`, pick(200)),
          sessions: 1 + pick(9),
          status: one(['issued', 'issued', 'cancelled', 'quashed'] as const),
          category: one(['SUSP', 'SUSP', 'LNCH', 'PERM'] as const),
        })),
        peps: Array.from({ length: pick(4) }, () => {
          const due = addDays(`${year + 1}-01-03`, pick(100));
          const held = pick(4) === 0 ? null : addDays(due, pick(12) - 8);
          const gradedOn = held && pick(2) === 0 ? addDays(held, 5) : null;
          return {
            due,
            held,
            submitted: held,
            gradedOn,
            ...(gradedOn ? { grades: Array.from({ length: 8 }, () => one(grades)) } : {}),
          };
        }),
      });
    });
  });
}
