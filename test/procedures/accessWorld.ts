import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CallName } from '#contract/calls.ts';
import { type Clock, fixedClock } from '#db/clock.ts';
import type { RoleHeld } from '#domain/access/roles.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import type { StoreHost } from '#service/storeHost.ts';
import { aChild, type ChildSpec } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { heldRole } from '#test/make/heldRole.ts';
import { weekOf } from '#test/make/weekOf.ts';
import { settingsCases } from './accessSettings.ts';

export const today = '2025-03-31';
export const callers = [
  'administrator',
  'head',
  'headOfA',
  'headOfB',
  'coversB',
  'coveredB',
  'welfareOfficer',
  'dataOfficer',
  'reader',
  'formerHead',
  'locked',
] as const;
export type Caller = (typeof callers)[number];

/** What names a child: none of it may reach somebody whose locality the child is not in. */
export type Traces = { childId: string; words: string[] };

export type World = {
  store: TestStore;
  localityA: string;
  localityB: string;
  schoolId: string;
  childOfA: string;
  secretOfA: string;
  childOfB: string;
  traces: Record<'A' | 'B' | 'movedToB' | 'unallocated', Traces[]>;
  folder: string;
};

const passphrases: Record<Exclude<Caller, 'locked'>, string> = {
  administrator: testPassphrase,
  headOfA: 'the passphrase of head A',
  headOfB: 'the passphrase of head B',
  reader: 'the passphrase of the reader',
  head: 'the passphrase of the head of all',
  coversB: 'the passphrase of the cover of B',
  coveredB: 'the passphrase of the former cover',
  welfareOfficer: 'the passphrase of the welfare officer',
  dataOfficer: 'the passphrase of the data officer',
  formerHead: 'the passphrase of the former head',
};

/** Under which name each is in the audit. */
export const names: Record<Exclude<Caller, 'administrator' | 'locked'>, string> = {
  headOfA: 'Head Of A',
  headOfB: 'Head Of B',
  reader: 'A Reader',
  head: 'Head Of All',
  coversB: 'Head Of A Covering B',
  coveredB: 'Head Of A Who Covered B',
  welfareOfficer: 'Welfare Officer',
  dataOfficer: 'Data Officer',
  formerHead: 'Former Head',
};

/** A store with children in two localities, in none, and one who moved from A to B; and a user of each kind. */
export async function aWorld(clock: Clock = fixedClock(today)): Promise<World> {
  const store = await aStore({ clock });
  const localityA = store.locality('EK3');
  const localityB = store.locality('EK1');
  const traces: World['traces'] = { A: [], B: [], movedToB: [], unallocated: [] };
  let next = 0;
  const schoolId = await store.write((writer) => {
    const school = aSchool(writer, { urn: '118777', designatedTeacher: 'Dee Teacher', safeguardingLead: 'Dan Lead' });
    const add = (place: keyof World['traces'], spec: Partial<ChildSpec>) => {
      next += 1;
      const surname = `Only${place}${'abcdefghij'[next % 10]}${'abcdefghij'[Math.floor(next / 10)]}`;
      const localId = `LOCAL-${place}-${next}`;
      const upn = `Z80120000${String(1000 + next)}`;
      const childId = aChild(writer, {
        name: { forename: 'Ana', surname },
        localId,
        upn,
        dateOfBirth: '2013-01-10',
        enrolments: [
          { schoolId: school, start: '2021-09-01', ncYear: 4, weeks: { '2025-03-03': weekOf(next % 2 ? '/' : 'U') } },
        ],
        results: [
          { academicYear: '2023/24', keyStage: 'KS2', subject: 'reading', component: 'scaledScore', value: '99' },
          { academicYear: '2023/24', keyStage: 'KS2', subject: 'maths', component: 'scaledScore', value: '104' },
        ],
        suspensions: [{ start: '2025-02-26', sessions: 4, schoolId: school }],
        peps: [
          { due: addDays(today, -20), held: addDays(today, -19), submitted: addDays(today, -18), schoolId: school },
          { due: addDays(today, 5), schoolId: school },
        ],
        ...spec,
      });
      traces[place].push({ childId, words: [childId, surname, surname.toUpperCase(), localId, upn] });
    };
    for (let each = 0; each < 4; each += 1) {
      add('A', { districtId: store.district('Thanet') });
      add('B', { districtId: store.district('Swale') });
    }
    add('unallocated', { districtId: null });
    add('movedToB', {
      episodes: [
        { start: '2020-01-01', end: '2025-01-15', reasonCeased: 'X1', districtId: store.district('Thanet') },
        { start: '2025-01-15', reasonStarted: 'P', districtId: store.district('Swale') },
      ],
    });
    add('A', { districtId: store.district('Thanet'), responsibleAuthority: '210' });
    return school;
  });
  const childOfA = traces.A[0]?.childId ?? '';
  const secretOfA = await store.write((writer) =>
    writer.insert('secret_placement', {
      child_id: childOfA,
      from_date: '2020-01-01',
      kind: 'said',
      reason: 'As the test says',
      said_by: 'the test',
      checked_on: '2024-01-01',
    }),
  );
  const headOfA = heldRole('assistantHead', localityA);
  const users: Record<keyof typeof names, RoleHeld[]> = {
    headOfA: [headOfA],
    headOfB: [heldRole('assistantHead', localityB)],
    reader: [heldRole('reader')],
    head: [heldRole('head')],
    coversB: [headOfA, heldRole('assistantHead', localityB, { from: addDays(today, -30), to: today })],
    coveredB: [
      headOfA,
      heldRole('assistantHead', localityB, { from: addDays(today, -30), to: addDays(today, -1) }),
      heldRole('head', null, { from: addDays(today, 1) }),
    ],
    welfareOfficer: [heldRole('educationWelfareOfficer')],
    dataOfficer: [heldRole('dataOfficer')],
    formerHead: [heldRole('head', null, { to: addDays(today, -1) })],
  };
  for (const [caller, roles] of Object.entries(users) as [keyof typeof names, RoleHeld[]][]) {
    const [name, passphrase] = [names[caller], passphrases[caller]];
    const { userId } = await store.call('users.add', { name, role: 'reader', passphrase });
    await store.call('users.change', { userId, name, roles });
  }
  const folder = join(store.folder, 'exports');
  mkdirSync(folder);
  return {
    store,
    localityA,
    localityB,
    schoolId,
    childOfA,
    secretOfA,
    childOfB: traces.B[0]?.childId ?? '',
    traces,
    folder,
  };
}

/** Locks, and opens the store again as the caller; `locked` leaves it closed. */
export async function become(host: StoreHost, caller: Caller): Promise<void> {
  host.lock();
  // The wrong passphrases of the cases are one person's each: here their waiting time has passed.
  rmSync(storeFiles(host.folder).attempts, { force: true });
  if (caller !== 'locked') await host.unlock(passphrases[caller]);
}

/** Every child that the caller may never see a trace of. */
export function hiddenFrom(world: World, caller: Caller): Traces[] {
  const { A, B, movedToB, unallocated } = world.traces;
  if (['administrator', 'head', 'dataOfficer', 'welfareOfficer'].includes(caller)) return [];
  if (caller === 'coversB') return unallocated;
  if (caller === 'headOfA' || caller === 'coveredB') return [...B, ...movedToB, ...unallocated];
  if (caller === 'headOfB') return [...A, ...unallocated];
  return [...A, ...B, ...movedToB, ...unallocated];
}

/** The hidden children whose id, name or identifier is somewhere in what was answered. */
export function leaked(world: World, caller: Caller, answered: unknown): string[] {
  const text = JSON.stringify(answered) ?? '';
  return hiddenFrom(world, caller).flatMap(({ words }) => words.filter((word) => text.includes(word)));
}

const unknownId = '01900000-0000-7000-8000-00000000dead';
const drillOf = (figure: string, world: World) => ({
  figure,
  asAt: today,
  academicYear: null,
  localityId: null,
  measure: null,
  ...(figure === 'measure' ? { academicYear: '2023/24', measure: 'ks2-reading-expected' } : {}),
  ...(figure === 'ofB' ? { figure: 'children', localityId: world.localityB } : {}),
});

/** An input for every call of the contract; several where a call has several ways to reach children. */
export const cases: Record<CallName, (world: World) => { input: unknown; what?: string }[]> = {
  'store.status': () => [{ input: {} }],
  'store.create': () => [{ input: { passphrase: testPassphrase, userName: 'Somebody' } }],
  'store.createDemonstration': () => [{ input: { passphrase: testPassphrase, userName: 'Somebody' } }],
  'store.unlock': () => [{ input: { passphrase: 'not the passphrase' } }],
  'store.unlockRemembered': () => [{ input: { slotId: unknownId, secret: 'not the secret' } }],
  'store.recover': () => [{ input: { recoveryKey: 'not the key', newPassphrase: 'a passphrase set anew' } }],
  'store.upgrade': () => [{ input: { by: 'passphrase', passphrase: 'not the passphrase' } }],
  'store.checkFolder': (world) => [{ input: { folder: world.folder } }],
  'store.chooseFolder': () => [{ input: { folder: 'not a whole path' } }],
  'store.touch': () => [{ input: {} }],
  'store.lock': () => [{ input: {} }],
  'jobs.get': () => [{ input: { jobId: unknownId } }],
  'jobs.running': () => [{ input: {} }],
  'jobs.cancel': () => [{ input: { jobId: unknownId } }],
  'overview.get': (world) => [
    { input: { asAt: today } },
    { what: 'of locality B', input: { asAt: today, localityId: world.localityB } },
    { what: 'before the move', input: { asAt: '2024-12-01', localityId: world.localityA } },
  ],
  'figures.children': (world) =>
    [
      ...[
        'children',
        'lac12',
        'absence',
        'persistentAbsence',
        'suspended',
        'pepsOnTime',
        'pepQuality',
        'measure',
        'ofB',
      ],
      ...['pepsDueSoon', 'pepsToGrade', 'lowAttendance', 'suspendedDays', 'withoutSchool', 'possibleLeavers'].map(
        (key) => `need:${key}`,
      ),
    ].map((figure) => ({ what: figure, input: { drill: drillOf(figure, world) } })),
  'children.list': (world) => [
    { input: { asAt: today, filters: {} } },
    { what: 'by locality B', input: { asAt: today, filters: { localityId: world.localityB } } },
    { what: 'unallocated', input: { asAt: today, filters: { localityId: 'unallocated' } } },
    { what: 'by the name of a child of B', input: { asAt: today, filters: { search: 'OnlyB' } } },
    { what: 'by school', input: { asAt: today, filters: { schoolId: world.schoolId, responsibility: 'all' } } },
    { what: 'before the move', input: { asAt: '2024-12-01', filters: {} } },
  ],
  'children.get': (world) => [{ input: { childId: world.childOfA, asAt: today } }],
  'search.all': () => [
    { what: 'a name in B', input: { text: 'OnlyB', asAt: today } },
    { what: 'any name', input: { text: 'Only', asAt: today, limit: 50 } },
    { what: 'a local id', input: { text: 'LOCAL', asAt: today, limit: 50 } },
    { what: 'a UPN', input: { text: 'Z80120000', asAt: today, limit: 50 } },
    { what: 'before the move', input: { text: 'Only', asAt: '2024-12-01', limit: 50 } },
  ],
  'reports.gap': () => [
    { input: { measure: 'ks2-reading-expected', fromYear: '2022/23', toYear: '2023/24' } },
    { what: 'absence', input: { measure: 'absence-overall', fromYear: '2023/24', toYear: '2024/25' } },
  ],
  'reports.previewGap': () => [{ input: { measure: 'ks2-reading-expected', fromYear: '2023/24', toYear: '2023/24' } }],
  'reports.previewOverview': () => [{ input: { asAt: today } }],
  'releases.prepare': () => [{ input: { kind: 'overview', asAt: today } }],
  'releases.list': () => [{ input: {} }],
  'releases.settle': () => [{ input: { releaseId: unknownId, written: true } }],
  'releases.neverSent': () => [{ input: { releaseId: unknownId, reason: 'never sent to anybody' } }],
  'reports.exportGap': () => [{ input: { measure: 'ks2-reading-expected', fromYear: '2023/24', toYear: '2023/24' } }],
  'reports.attendanceSummary': () => [{ input: { asAt: today, fromYear: '2023/24', toYear: '2024/25' } }],
  'reports.exportOverview': () => [{ input: { asAt: today } }],
  'schools.list': () => [
    { input: { asAt: today } },
    { what: 'all', input: { asAt: today, withPupilsOnly: false, search: '118777' } },
  ],
  'secrets.asked': () => [{ input: {} }],
  'secrets.mark': (world) => [{ input: { childId: world.childOfA, reason: 'a risk at home' } }],
  'secrets.answer': (world) => [
    {
      input: { childId: world.childOfA, secretId: world.secretOfA, answer: 'stillSecret', reason: 'the risk goes on' },
    },
  ],
  'secrets.takeBack': (world) => [{ input: { childId: world.childOfA, secretId: world.secretOfA } }],
  'packs.preview': (world) => [
    { input: { schoolId: world.schoolId, asAt: today } },
    { what: 'of a child of B', input: { schoolId: world.schoolId, asAt: today, childIds: [world.childOfB] } },
    { what: 'before the move', input: { schoolId: world.schoolId, asAt: '2024-12-01' } },
  ],
  'packs.export': (world) => [{ input: { schoolId: world.schoolId, asAt: today, folder: world.folder } }],
  'packs.history': () => [{ input: {} }],
  'exports.children': (world) => [
    { input: { asAt: today, filters: {}, purpose: 'a test' } },
    {
      what: 'of a child of B',
      input: { asAt: today, filters: {}, childIds: [world.traces.B[0]?.childId ?? unknownId], purpose: 'a test' },
    },
  ],
  'exports.behindFigure': (world) => [
    {
      input: {
        drill: drillOf('children', world),
        purpose: 'a test',
      },
    },
  ],
  'exports.noteSaved': (world) => [{ input: { what: 'children', folder: world.folder } }],
  'packs.open': () => [{ input: { file: new TextEncoder().encode('no pack'), password: 'not the password' } }],
  'packs.saveOpened': (world) => [{ input: { openedId: unknownId, folder: world.folder } }],
  'packs.discardOpened': () => [{ input: { openedId: unknownId } }],
  'imports.preview': () => [
    { input: { files: [{ name: 'notes.csv', bytes: new TextEncoder().encode('a,b\r\n1,2\r\n') }] } },
  ],
  'imports.commit': () => [{ input: { previewId: unknownId } }],
  'imports.discard': () => [{ input: { previewId: unknownId } }],
  'imports.undo': () => [{ input: { batchId: unknownId, reason: 'a test' } }],
  'children.mergePreview': (world) => [{ input: { staysId: world.childOfA, goesId: unknownId } }],
  'children.merge': (world) => [
    { input: { staysId: world.childOfA, goesId: unknownId, seen: 'nothing', reason: 'a test' } },
  ],
  'children.whoCanConfirm': (world) => [{ input: { childId: world.childOfA } }],
  'children.openClosed': (world) => [
    { input: { childId: world.childOfA, reason: 'a test', confirmedBy: unknownId, passphrase: 'nobody’s' } },
  ],
  'leavers.list': () => [{ input: {} }],
  'leavers.decide': () => [{ input: { leaverIds: [unknownId], decision: { as: 'stillWithUs' } } }],
  'earlierVersion.list': () => [{ input: {} }],
  'earlierVersion.decide': () => [{ input: { findingIds: [unknownId], decision: { as: 'putRight' } } }],
  'imports.questions': () => [{ input: {} }],
  'imports.answer': () => [{ input: { answers: [{ questionId: unknownId, answer: 'new' }] } }],
  'imports.batches': () => [{ input: {} }],
  'imports.refusedRows': () => [{ input: { of: unknownId, fileName: 'list.csv' } }],
  'imports.templates': () => [{ input: {} }],
  'reference.measures': () => [{ input: {} }],
  'reference.benchmarks': () => [{ input: { measure: 'ks2-reading-expected' } }],
  'users.list': () => [{ input: {} }],
  'users.add': () => [
    { input: { name: 'Another Reader', role: 'reader', localityId: null, passphrase: 'yet another passphrase' } },
  ],
  'users.change': () => [{ input: { userId: unknownId, name: 'Somebody', roles: [{ role: 'reader' }] } }],
  'users.setPassphrase': () => [{ input: { userId: unknownId, passphrase: 'a passphrase set anew' } }],
  'users.remove': () => [{ input: { userId: unknownId, reason: 'a test' } }],
  'audit.list': () => [{ input: {} }],
  'audit.faults': () => [{ input: {} }],
  'audit.seen': () => [{ input: { upTo: 1 } }],
  'keys.list': () => [{ input: {} }],
  'keys.changePassphrase': () => [{ input: { current: 'not mine', next: 'a passphrase set anew' } }],
  'keys.newRecoveryKey': () => [{ input: {} }],
  'keys.confirmRecoveryKey': () => [{ input: { recoveryKey: 'not the key' } }],
  'keys.rememberDevice': () => [{ input: { label: 'A laptop' } }],
  'keys.forgetDevice': () => [{ input: { slotId: unknownId } }],
  'keys.rekey': () => [{ input: {} }],
  'keys.setLockAfter': () => [{ input: { minutes: 10 } }],
  'drafts.read': () => [{ input: { key: 'a form' } }],
  'drafts.save': () => [{ input: { key: 'a form', content: 'typed' } }],
  'drafts.discard': () => [{ input: { key: 'a form' } }],
  'backups.list': () => [{ input: {} }],
  'backups.make': () => [{ input: {} }],
  'backups.setSecondFolder': () => [{ input: { folder: null } }],
  'backups.keep': () => [{ input: { backupId: 'backup-of-nobody.vsk', kept: true } }],
  'backups.preview': () => [{ input: { backupId: 'backup-of-nobody.vsk' } }],
  'backups.restore': () => [{ input: { backupId: 'backup-of-nobody.vsk', reason: 'a test' } }],
  'recovery.inspect': () => [{ input: { passphrase: 'not the passphrase' } }],
  'recovery.restore': () => [{ input: { passphrase: 'not the passphrase', backupId: 'backup-of-nobody.vsk' } }],
  'recovery.salvage': () => [{ input: { passphrase: 'not the passphrase' } }],
  'diagnostics.read': () => [{ input: {} }],
  ...settingsCases,
  'updates.settings': () => [{ input: {} }],
  'updates.setFolder': (world) => [{ input: { folder: world.folder } }],
  'updates.check': () => [{ input: {} }],
  'updates.prepare': () => [{ input: { version: '99.0.0' } }],
};
