import { afterEach, beforeEach, expect, it } from 'vitest';
import { csv, importAll, rows, undo } from '#test/imports/support.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';

const header = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nM1,1,14/02/2019,WBRI,UN3,,';
const columns = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const theReturn = (day: string, end: string) => ({
  [`return ${day} header.csv`]: csv(header),
  [`return ${day} episodes.csv`]: csv(`${columns}\nM1,01/01/2023,S,E1,N1,A4,PR1,${end},,,CT9 1AB,`),
});

let store: TestStore;
let childId: string;
const reason = 'The order was another child’s';

beforeEach(async () => {
  store = await aStore({ today: '2026-03-20' });
  await importAll(store, theReturn('2026-02-10', '05/02/2026,E11'));
  childId = String(rows(store, 'SELECT id FROM child')[0]?.id);
  await store.signInAs({ role: 'assistantHead', name: 'Hope Head', localityId: store.locality('EK3') });
  await store.signInAsAdministrator();
});
afterEach(() => store.close());

const isClosed = () => rows(store, 'SELECT sealed_on FROM child')[0]?.sealed_on !== null;
const people = async () => (await store.call('children.whoCanConfirm', { childId })).people;
const open = (confirmedBy: string, passphrase: string) =>
  store.reply('children.openClosed', { childId, reason, confirmedBy, passphrase });
const second = async () => (await people())[0]?.userId ?? '';

it('two people open a record that adoption closed by mistake; both stand in the history, and it can be undone', async () => {
  expect(isClosed()).toBe(true);
  expect(await people()).toMatchObject([{ name: 'Hope Head' }]);
  const reply = await open(await second(), `${testPassphrase} 1`);
  expect(reply).toMatchObject({ ok: true });
  expect(isClosed()).toBe(false);
  const [set] = rows(store, "SELECT reason FROM change_set WHERE reason LIKE 'closed by mistake%'");
  expect(set?.reason).toBe(`closed by mistake, as Test Administrator and Hope Head say: ${reason}`);
  const { batchId } = (reply as { value: { batchId: string } }).value;
  await undo(store, batchId);
  expect(isClosed()).toBe(true);
});

it('is refused alone, with a wrong passphrase, with one’s own, and of a record that is open', async () => {
  const me = store.context.user.id;
  expect(await open(me, testPassphrase)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await open(await second(), testPassphrase)).toMatchObject({ ok: false, error: { code: 'wrongPassphrase' } });
  expect(isClosed()).toBe(true);
  expect(await open(await second(), `${testPassphrase} 1`)).toMatchObject({ ok: true });
  expect(await open(await second(), `${testPassphrase} 1`)).toMatchObject({ ok: false, error: { code: 'conflict' } });
});

it('a return of before does not close it again; one of after does', async () => {
  await open(await second(), `${testPassphrase} 1`);
  await importAll(store, theReturn('2026-02-10', '05/02/2026,E11'));
  expect(isClosed()).toBe(false);
  await importAll(store, theReturn('2026-03-20', '05/02/2026,E11'));
  expect(isClosed()).toBe(true);
});

it('a return that takes the order back leaves it open, with the care going on', async () => {
  await open(await second(), `${testPassphrase} 1`);
  await importAll(store, theReturn('2026-03-20', ','));
  expect(rows(store, 'SELECT end_date, reason_ceased FROM episode')).toEqual([{ end_date: null, reason_ceased: null }]);
  expect(isClosed()).toBe(false);
});
