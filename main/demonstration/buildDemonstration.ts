import { setStoreInfo } from '#db/queries/storeInfo.ts';
import type { Writer } from '#db/write.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { makeAssistantHeads } from './assistantHeads.ts';
import type { DemoChild } from './demoChild.ts';
import { writeDemonstrationTargets } from './demonstrationTargets.ts';
import { enrol } from './enrolments.ts';
import { writeLocalityTeams } from './localityTeams.ts';
import { childrenOfOthers, ownChildren } from './people.ts';
import { SNAPSHOT_DATE } from './profile2011.ts';
import { targetRates } from './publishedRates.ts';
import { Random } from './random.ts';
import { schoolCalendar } from './schoolCalendar.ts';
import { demonstrationSchools, SchoolFinder } from './schools.ts';
import { endChanceHouseholds } from './secrecy.ts';
import { recordSen } from './sen.ts';
import { writeSpecialCases } from './specialCases.ts';
import { type DemoSuspension, makeSuspensions } from './suspensions.ts';
import { writeAttendance, writePeps, writeResults } from './writeLearning.ts';
import { professionals, writeChild, writeHistory, writeSchool, writeSuspension } from './writePeople.ts';

/**
 * Fills an empty store with a made-up population: Kent's own children from 2005 to 2025 with the exact counts of 30 June
 * 2011, children of other authorities, schools, results, attendance, suspensions and PEPs, all through the one writer in
 * one transaction. The same seed gives the same children; only row ids differ.
 *
 * Source: issue 2 section 5; domain.md section 2; published figures from the store's benchmarks.
 */
export async function buildDemonstration(context: ServiceContext, seed: number, progress: Progress): Promise<void> {
  const stream = (name: string): Random => new Random(`${seed}/${name}`);
  const rates = targetRates(context.reader);
  const calendar = schoolCalendar(context.reader);
  const districts = new Map(
    (context.reader.prepare('SELECT code, id FROM district').all() as { code: string; id: string }[]).map(
      ({ code, id }) => [code, id],
    ),
  );
  const districtId = (code: string): string | null => districts.get(code) ?? null;

  await progress.report(0, null, 'Making children');
  const schools = demonstrationSchools(stream('schools'));
  const own = await ownChildren(stream('children'), () => progress.report(0, null, 'Making children'));
  const children = [...own, ...childrenOfOthers(stream('others'), own.length + 1)];
  await progress.report(0, null, 'Recording special educational needs');
  recordSen(stream('sen'), children, rates);
  const enrolments = stream('enrolments');
  const finder = new SchoolFinder(schools, stream('places'));
  for (const [index, child] of children.entries()) {
    if (index % 200 === 0) await progress.report(index, children.length, 'Finding schools');
    if (child.respite) continue;
    for (const period of child.periods) if (child.own || period.end === null) enrol(enrolments, finder, child, period);
  }
  await progress.report(0, null, 'Making suspensions');
  const suspensions = makeSuspensions(stream('suspensions'), children, rates, calendar);

  const heads = await makeAssistantHeads(context, stream('heads'));
  await context.writeLong(
    progress,
    async (writer) => {
      await writePopulation(writer, progress, stream, { schools, children, suspensions, districtId });
      const population = { children, suspensions, rates, calendar, stream };
      await writeResults(writer, progress, population);
      await writeAttendance(writer, progress, population);
      await writePeps(writer, progress, population);
      endChanceHouseholds(writer);
      writeSpecialCases(writer, stream('cases'), { schools, districtId, head: heads.get('EK3') ?? 'nobody' });
      writeLocalityTeams(writer, SNAPSHOT_DATE);
      writeDemonstrationTargets(writer);
      setStoreInfo(writer.connection, 'snapshotAsAt', SNAPSHOT_DATE);
    },
    { reason: 'demonstration' },
  );
}

type Streams = (name: string) => Random;

async function writePopulation(
  writer: Writer,
  progress: Progress,
  stream: Streams,
  {
    schools,
    children,
    suspensions,
    districtId,
  }: {
    schools: ReturnType<typeof demonstrationSchools>;
    children: readonly DemoChild[];
    suspensions: readonly DemoSuspension[];
    districtId: (code: string) => string | null;
  },
): Promise<void> {
  const contacts = stream('contacts');
  for (const school of schools) writeSchool(writer, contacts, school, districtId);
  const facts = stream('facts');
  const staff = professionals(stream('staff'));
  for (const [index, child] of children.entries()) {
    writeChild(writer, facts, child, staff);
    writeHistory(writer, facts, child, districtId);
    if (index % 50 === 0) await progress.report(index, children.length, 'Writing children, schools and care');
  }
  for (const [index, suspension] of suspensions.entries()) {
    writeSuspension(writer, suspension);
    if (index % 200 === 0) await progress.report(index, suspensions.length, 'Writing suspensions');
  }
}
