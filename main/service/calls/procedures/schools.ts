import type { schoolCalls } from '#contract/schools.ts';
import { listSchools, pupilsOfSchools, schoolContactsOn } from '#db/queries/schools.ts';
import { childrenInScope } from '#db/queries/scope.ts';
import { foldText } from '#domain/words/foldText.ts';
import { matches, searchWords } from '#service/child/names.ts';
import type { ProceduresOf } from './procedure.ts';

export const schoolProcedures: ProceduresOf<keyof typeof schoolCalls> = {
  'schools.list': (context, { asAt, search, withPupilsOnly, offset, limit }) => {
    const { reader, scope, clock } = context;
    const pupils = pupilsOfSchools(childrenInScope(scope, reader, clock.today()), reader, asAt);
    const contacts = schoolContactsOn(reader, asAt);
    const words = searchWords(search);
    const rows = listSchools(reader)
      .filter((school) => !withPupilsOnly || pupils.has(school.schoolId))
      .filter(
        ({ name, urn, laestab, district }) =>
          search.trim() === '' || matches(foldText(`${name} ${urn ?? ''} ${laestab ?? ''} ${district ?? ''}`), words),
      )
      .map((school) => ({
        ...school,
        ...(contacts.get(school.schoolId) ?? { designatedTeacher: null, safeguardingLead: null }),
        pupils: pupils.get(school.schoolId) ?? 0,
      }));
    return { total: rows.length, rows: rows.slice(offset, offset + limit) };
  },
};
