import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { setTarget } from './aTarget.ts';

// D2 of figures.md holds for peers as well: as at a date means what was so on it.
let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: '2026-02-16' });
  const thanet = store.district('Thanet');
  await store.write((writer) => {
    const schoolId = aSchool(writer);
    for (const summer of [2023, 2024])
      for (const score of ['100', '101', '99', '98', '97', '96', '95', '94', '93', '92'])
        aChild(writer, {
          dateOfBirth: `${summer - 11}-01-10`,
          episodes: [{ start: `${summer - 4}-01-01`, districtId: thanet }],
          enrolments: [{ schoolId, start: `${summer - 1}-09-01`, ncYear: 6 }],
          results: [
            {
              academicYear: `${summer - 1}/${summer - 2000}`,
              keyStage: 'KS2',
              subject: 'reading',
              component: 'scaledScore',
              value: score,
              issuedOn: `${summer}-07-05`,
            },
          ],
        });
  });
  await setTarget(store, 'ks2-reading-expected', '2023/24', 'maximumGap', 40, 'England');
});
afterAll(() => store.close());

const report = (asAt: string | null, peer: 'England' | 'Kent' = 'Kent') =>
  store.call('reports.gap', {
    measure: 'ks2-reading-expected',
    fromYear: '2022/23',
    toYear: '2023/24',
    peer,
    cohort: 'LAC12',
    ...(asAt ? { asAt } : {}),
  });

describe('a gap as at a date', () => {
  it('has the peers that were out by it, and says which came later', async () => {
    const { county, notes, finding } = await report('2024-08-15');
    expect(county[0]).toMatchObject({ academicYear: '2022/23', provisional: false });
    expect(county[0]?.peer).not.toBe(null);
    expect(county[1]).toMatchObject({
      lookedAfter: 20,
      peer: null,
      peerNote: 'peer published later',
      provisional: true,
    });
    expect(county[1]?.gap).toMatchObject({ value: null, absent: 'notPublished', rag: null });
    expect(county[1]?.gap.source).toBe('No value for Kent was published for 2023/24 by 15 August 2024');
    expect(notes.join(' ')).toContain(
      'Peers and published figures are those out by 15 August 2024. They come without their day of publication, which is assumed: Kent, 2023/24 on 12 September 2024.',
    );
    expect(finding).toContain('Peers of that year are not published yet.');
  });

  it('to England has them from July, when its headline comes out; the target with it', async () => {
    const { county, target } = await report('2024-08-15', 'England');
    expect(county[1]?.peer).not.toBe(null);
    expect(target).toMatchObject({ academicYear: '2023/24', peer: 'England', rag: 'missed' });
    const before = await report('2024-07-08', 'England');
    expect(before.county[1]).toMatchObject({ lookedAfter: 20, peer: null });
    // The last full gap is that of the year before, which has no target.
    expect(before.target).toBe(null);
  });

  it('has what was published of looked-after children from April of the year after', async () => {
    expect((await report('2025-04-09')).county[1]?.published).toBe(null);
    expect((await report('2025-04-10')).county[1]?.published).not.toBe(null);
  });

  it('has all of them as at today, and says nothing of days', async () => {
    const { county, notes } = await report(null);
    expect(county.every((row) => row.peer !== null)).toBe(true);
    expect(notes.join(' ')).not.toContain('day of publication');
  });

  it('goes by the days of the profile', async () => {
    await store.write((writer) => {
      const id = writer.connection.prepare("SELECT id FROM rule_set WHERE kind = 'figuresPublished'").pluck().get();
      const value = [{ subject: 'ks2', allPupils: true, england: false, yearsAfter: 0, day: '08-15' }];
      writer.update('rule_set', id as string, { value: JSON.stringify(value) });
    });
    expect((await report('2024-08-15')).county[1]?.peer).not.toBe(null);
    expect((await report('2024-08-14')).county[1]?.peer).toBe(null);
  });
});
