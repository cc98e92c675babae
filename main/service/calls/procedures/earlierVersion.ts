import type { earlierVersionCalls } from '#contract/earlierVersion.ts';
import { writeEdits } from '#db/facts/writeFacts.ts';
import { newId } from '#db/newId.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { schoolNames } from '#db/queries/schools.ts';
import { everybody } from '#db/queries/scope.ts';
import { allDistricts } from '#db/queries/settingsPlaces.ts';
import { editsBetween } from '#domain/facts/edits.ts';
import { noFacts } from '#domain/facts/factRows.ts';
import { type OpenFinding, openFindings } from '#service/child/earlierVersion.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { putBatch } from '#service/facts/putBatch.ts';
import type { ProceduresOf } from './procedure.ts';

type Decision = { as: 'putRight' } | { as: 'leave'; reason: string };

function decide(context: ServiceContext, findingIds: readonly string[], decision: Decision) {
  const { clock, user, memory } = context;
  const today = clock.today();
  const batchId = newId();
  return context.write(
    (writer) => {
      const { findings, facts } = openFindings(writer.connection, today, memory) ?? { findings: [], facts: new Map() };
      const open = new Map(findings.map((finding) => [finding.id, finding]));
      const chosen = [...new Set(findingIds)].map((id) => open.get(id)).filter((each) => each !== undefined);
      if (chosen.length < new Set(findingIds).size)
        throw new CallFailure('notFound', 'Some of this is decided or put right already. Nothing was changed.');
      const byChild = Map.groupBy(chosen, ({ childId }) => childId);
      for (const [childId, ofChild] of byChild) {
        const held = facts.get(childId) ?? noFacts;
        const after = decision.as === 'putRight' ? ofChild.reduce((so, finding) => putRight(so, finding), held) : held;
        writeEdits(writer, editsBetween(held, after));
      }
      const many = chosen.length === 1 ? '1 finding' : `${chosen.length} findings`;
      const as = decision.as === 'putRight' ? 'put right' : 'left as it is';
      const at = putBatch(writer, context, { batchId, title: `What version 0.2 changed: ${as} (${many})` });
      for (const [row, finding] of chosen.entries())
        writer.insert('import_question', {
          ...{ id: newId(), batch_id: batchId, file_name: '', format: '', as_of: today, row, kind: 'earlierVersion' },
          words: `${finding.what}: was ${finding.was}, is ${finding.is}`,
          content: finding.id,
          answer: JSON.stringify({ batchId, ...decision }),
          answered_by: user.name,
          answered_at: at,
        });
      const childIds = [...new Set(chosen.flatMap(({ childId, otherChildId }) => [childId, otherChildId ?? childId]))];
      return { batchId, decided: chosen.length, childIds };
    },
    { batchId, reason: `decided about what version 0.2 changed${'reason' in decision ? `: ${decision.reason}` : ''}` },
  );
}

function putRight(held: Parameters<NonNullable<OpenFinding['putRight']>>[0], finding: OpenFinding) {
  if (finding.putRight === null)
    throw new CallFailure(
      'conflict',
      'Two records of one child are made one, a closed record is opened by two people on its own page: neither is put right here. Nothing was changed.',
    );
  const ruling = finding.putRight(held);
  const [problem] = ruling.problems;
  if (problem)
    throw new CallFailure('conflict', `${finding.what}: ${problem.reason}. Nothing was changed.`, {
      field: problem.field,
      value: problem.value,
    });
  return ruling.facts;
}

/** What version 0.2 did to facts: a person decides about each. Source: issue 8 section 2 (upgrade). */
export const earlierVersionProcedures: ProceduresOf<keyof typeof earlierVersionCalls> = {
  'earlierVersion.list': ({ reader, clock, memory }) => {
    const today = clock.today();
    const open = openFindings(reader, today, memory);
    const findings = open?.findings ?? [];
    const ids = new Set(findings.flatMap(({ childId, otherChildId }) => [childId, otherChildId ?? childId]));
    const known = childrenOn(everybody, reader, [...ids], today, today);
    const nameOf = (childId: string) => known.get(childId)?.listName ?? '';
    const schools = schoolNames(reader);
    const districts = new Map(allDistricts(reader).map(({ districtId, name }) => [districtId, name]));
    const named = (words: string) =>
      words.replace(/district ([0-9a-f-]{36})/g, (_all, one) => `district ${districts.get(one) ?? 'not known'}`);
    const rows = findings.map(({ id, kind, childId, what, schoolId, was, is, mend, otherChildId, putRight }) => ({
      ...{ findingId: id, kind, childId, what, is, mend, was: named(was), canPutRight: putRight !== null },
      listName: nameOf(childId),
      schoolName: schoolId === null ? null : (schools.get(schoolId) ?? null),
      other: otherChildId === null ? null : { childId: otherChildId, listName: nameOf(otherChildId) },
    }));
    return { wasEarlier: open !== null, rows: rows.toSorted((a, b) => (a.listName < b.listName ? -1 : 1)) };
  },
  'earlierVersion.decide': (context, { findingIds, decision }) => decide(context, findingIds, decision),
};
