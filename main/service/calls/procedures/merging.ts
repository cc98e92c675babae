import type { mergingCalls } from '#contract/merging.ts';
import { newId } from '#db/newId.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { schoolNames } from '#db/queries/schools.ts';
import { everybody } from '#db/queries/scope.ts';
import type { Collision } from '#domain/identity/mergeChildren.ts';
import { inWords } from '#domain/identity/mergedRows.ts';
import { digestOfMerge, planMerge, writeMerge } from '#service/child/mergeRecords.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { putBatch } from '#service/facts/putBatch.ts';
import type { ProceduresOf } from './procedure.ts';

type Input = { staysId: string; goesId: string; fromGoes: readonly string[] };

const titles: Readonly<Record<string, string>> = {
  upn: 'UPN in force',
  legalName: 'Name',
  knownAsName: 'Known as',
  dateOfBirth: 'Birth date',
  sex: 'Sex',
  ethnicity: 'Ethnicity',
  firstLanguage: 'First language',
  uasc: 'Unaccompanied',
  responsibleAuthority: 'Authority',
  socialWorker: 'Social worker',
  reviewingOfficer: 'Reviewing officer',
  senStatus: 'SEN status',
  care: 'Care and placements',
};
const ofRows: Readonly<Record<string, string>> = {
  peps: 'PEP due',
  enrolments: 'Enrolment at',
  results: 'Result',
  target: 'Target',
  SUSP: 'Suspension',
  PERM: 'Permanent exclusion',
  LNCH: 'Lunchtime suspension',
};

/** Schools by their names, where words have their ids. */
const withSchools = (words: string, schools: ReadonlyMap<string, string>): string =>
  words.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => schools.get(id) ?? id);

/** What a collision is about, in words: 'Enrolment at Hill School 2024-09-01'. */
function titleOf({ id }: Collision, schools: ReadonlyMap<string, string>): string {
  const words = id
    .replace(/^(suspensions|attainmentTargets) /, '')
    .replace(/ version 1(?=$| )/, '')
    .split(' ');
  const [kind = '', ...rest] = words;
  return titles[id] ?? withSchools([ofRows[kind] ?? kind, ...rest.map(inWords)].join(' '), schools);
}

const decidedBy = (fromGoes: readonly string[]) => (id: string) => (fromGoes.includes(id) ? ('goes' as const) : null);

function recordsOf({ reader, clock }: ServiceContext, { staysId, goesId }: Input) {
  const today = clock.today();
  const labels = childrenOn(everybody, reader, [staysId, goesId], today, today);
  const of = (childId: string) => {
    const { listName = '', dateOfBirth = null, schools = [] } = labels.get(childId) ?? {};
    return { childId, listName, dateOfBirth, schoolName: schools[0]?.name ?? null };
  };
  return { stays: of(staysId), goes: of(goesId) };
}

/** Two records of one child made one. Source: exchange.md section 4; issue 8 section 3. */
export const mergingProcedures: ProceduresOf<keyof typeof mergingCalls> = {
  'children.mergePreview': (context, input) => {
    const { reader, clock } = context;
    const plan = planMerge(reader, input, decidedBy(input.fromGoes), clock.today());
    const schools = schoolNames(reader);
    const madeTwice = plan.aliases.length;
    const rows = Object.values(plan.before.goes).reduce((sum, each) => sum + each.length, 0);
    const collisions = plan.collisions.map((collision) => ({
      id: collision.id,
      stays: withSchools(collision.stays, schools),
      goes: withSchools(collision.goes, schools),
      title: titleOf(collision, schools),
      holds: input.fromGoes.includes(collision.id) ? ('goes' as const) : ('stays' as const),
    }));
    return {
      ...recordsOf(context, input),
      problem: plan.problems[0]?.reason ?? null,
      collisions,
      moved: Math.max(0, rows - 1 - madeTwice),
      madeTwice,
      marksThatDiffer: plan.marksThatDiffer,
      seen: digestOfMerge(plan),
    };
  },
  'children.merge': (context, { reason, seen, ...input }) => {
    const { clock } = context;
    const batchId = newId();
    return context.write(
      (writer) => {
        const plan = planMerge(writer.connection, input, decidedBy(input.fromGoes), clock.today());
        const [problem] = plan.problems;
        if (problem) throw new CallFailure('conflict', `${problem.reason}. Nothing was changed.`);
        if (digestOfMerge(plan) !== seen)
          throw new CallFailure(
            'conflict',
            'One of the two records has changed since you looked at them. Nothing was changed: look at them again.',
          );
        writeMerge(writer, input, plan, reason);
        putBatch(writer, context, { batchId, title: 'Two records made one' });
        return { batchId };
      },
      { batchId, reason: `two records of one child made one: ${reason}` },
    );
  },
};
