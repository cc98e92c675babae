import type { packCalls } from '#contract/packs.ts';
import { folderWarning } from '#contract/store.ts';
import { packExports } from '#db/queries/packs.ts';
import { rateOfAttendance } from '#domain/attendance/rateOfAbsence.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { type PreparedChild, type PreparedPack, prepareSchoolPack } from '#service/packs/assemble/schoolPack.ts';
import { exportSchoolPack } from '#service/packs/assemble/schoolPackExport.ts';
import { requireFolder } from '#service/packs/deliver/packFolder.ts';
import { exportPackFile } from '#service/packs/vskpack/exportPackFile.ts';
import { dropPack, needPack, saveOpenedPack } from '#service/packs/vskpack/openedPacks.ts';
import { openPackFile } from '#service/packs/vskpack/openPackFile.ts';
import { requirePackFile } from '#service/packs/vskpack/packFileHead.ts';
import type { ProceduresOf } from './procedure.ts';

const warningKinds = folderWarning.shape.kind.options;

/** Review packs: what one would hold, writing it, and which were written. Source: issue 2 section 7. */
export const packProcedures: ProceduresOf<keyof typeof packCalls> = {
  'packs.preview': (context, input) => {
    const prepared = prepareSchoolPack(context, input);
    return {
      school: { schoolId: prepared.schoolId, name: prepared.school.name, urn: prepared.school.urn },
      designatedTeacher: prepared.teacher,
      safeguardingLead: prepared.lead,
      children: prepared.children.map(previewOf),
      problems: prepared.problems,
    };
  },

  'packs.export': async (context, { folder, as, password, ...request }) => {
    const prepared = prepareSchoolPack(context, request);
    const stops = prepared.problems.find((problem) => problem.stops);
    if (stops) throw new CallFailure('conflict', `Not exported. ${stops.words}`);
    if (prepared.children.length === 0)
      throw new CallFailure(
        'conflict',
        'Not exported. No looked-after child of your localities is a pupil of this school on that date. Choose another school or date.',
      );
    requireKnownPassages(prepared, request);
    await requireFolder(folder);
    const { length } = prepared.children;
    const jobId = context.jobs.start({
      call: 'packs.export',
      input: { ...request, folder, as, password },
      title: `Exporting ${length} ${length === 1 ? 'pack' : 'packs'}`,
      unit: 'files',
      run: (progress) =>
        as === 'file' && password !== null
          ? exportPackFile(context, prepared, { folder, password }, progress)
          : exportSchoolPack(context, prepared, { folder, password }, progress),
    });
    return { jobId };
  },

  // Somebody with one locality sees their own exports: another's would tell which schools have looked-after children.
  'packs.history': ({ reader, auditFile, user, scope }, { limit }) => ({
    rows: packExports(reader, auditFile.connection, scope.kind === 'all' ? null : user.id, limit).map(
      ({ detail, ...row }) => ({
        ...row,
        protected: row.protected === 1,
        // A pack's own folder never ends so.
        asFile: row.folder.endsWith('.vskpack'),
        warnings: warningKinds.filter((kind) => detail?.includes(kind) ?? false),
      }),
    ),
  }),

  'packs.open': (context, { file, password }) => {
    requirePackFile(file);
    const jobId = context.jobs.start({
      call: 'packs.open',
      title: 'Opening the review pack',
      unit: 'files',
      run: (progress) => openPackFile(context, { file, password }, progress),
    });
    return { jobId };
  },

  'packs.saveOpened': async (context, { openedId, folder }) => {
    const pack = needPack(context, openedId);
    await requireFolder(folder);
    const { length } = pack.manifest.files;
    const jobId = context.jobs.start({
      call: 'packs.saveOpened',
      input: { openedId, folder },
      title: `Saving ${length} ${length === 1 ? 'document' : 'documents'}`,
      unit: 'files',
      run: (progress) => saveOpenedPack(context, pack, folder, progress),
    });
    return { jobId };
  },

  'packs.discardOpened': (context, { openedId }) => {
    dropPack(context, openedId);
    return {};
  },
};

function previewOf({ childId, listName, ncYear, secret, goesBy, passages, pack }: PreparedChild) {
  const { attendance, lastPep, questions } = pack;
  const pep = lastPep.available ? lastPep.value : null;
  const thisYear = attendance.available ? attendance.value.thisYear : null;
  return {
    childId,
    listName,
    ncYear,
    attendancePercent: thisYear === null ? null : rateOfAttendance({ ...thisYear, notPossible: 0 }).percentage,
    lastPepHeld: pep?.dateHeld ?? null,
    lastPepOverall: pep === null || pep.dateHeld === null ? null : (pep.overall?.rag ?? null),
    questions: questions.map((question) => question.text),
    confidentialPlacement: secret !== null,
    secretBecause: secret?.reasons ?? null,
    goesBy,
    passages: passages.filter(({ state, points }) => state !== 'in' || points.length > 0),
  };
}

/** A passage that was changed since the preview is not the one that was ticked. */
function requireKnownPassages(
  { children }: PreparedPack,
  { include, leaveOut }: { include: readonly string[]; leaveOut: readonly string[] },
): void {
  const passages = children.flatMap((child) => child.passages);
  const may = (state: string, ids: readonly string[]) => {
    const known = new Set(passages.filter((each) => each.state === state).map(({ passageId }) => passageId));
    return ids.every((id) => known.has(id));
  };
  if (!may('out', include) || !may('in', leaveOut))
    throw new CallFailure(
      'conflict',
      'Not exported. A passage that you chose was changed since, or may not be sent. Look at the preview again.',
      { field: 'include' },
    );
}
