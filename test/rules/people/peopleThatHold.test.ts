import { describe, expect, it } from 'vitest';
import type { Role, RoleHeld } from '#domain/access/roles.ts';
import { type Person, peopleThatHold } from '#domain/people/peopleThatHold.ts';
import { heldRole } from '#test/make/heldRole.ts';

const bea = (role: Role, more: Partial<Person> = {}): Person => ({
  userId: 'bea',
  name: 'Bea',
  roles: [heldRole(role)],
  active: true,
  ...more,
});
const list = (number: number, ...people: Person[]) => ({ number, people });
const roles: Role[] = ['reader', 'assistantHead', 'administrator'];

describe('who the people are', () => {
  it('says the later of the two lists, whole, in either direction', () => {
    for (const old of roles)
      for (const present of roles) {
        expect(peopleThatHold(list(5, bea(old)), list(7, bea(present))).people).toEqual([bea(present)]);
        expect(peopleThatHold(list(7, bea(present)), list(5, bea(old))).people).toEqual([bea(present)]);
      }
  });

  it('at one number nobody is more than either says', () => {
    for (const [low, one] of roles.entries())
      for (const [high, other] of roles.entries())
        expect(peopleThatHold(list(7, bea(one)), list(7, bea(other))).people).toEqual([
          bea(roles[Math.min(low, high)] as Role),
        ]);
    expect(peopleThatHold(list(7, bea('reader', { active: false })), list(7, bea('administrator'))).people).toEqual([
      bea('reader', { active: false }),
    ]);
  });

  const at7 = (inStore: RoleHeld[], inKeyFile: RoleHeld[]) =>
    peopleThatHold(list(7, bea('reader', { roles: inStore })), list(7, bea('reader', { roles: inKeyFile }))).people[0]
      ?.roles;

  it('an assistant head whose localities differ may read alone until somebody says which', () => {
    const [one, other] = ['EK3', 'WK1'].map((localityId) => heldRole('assistantHead', localityId)) as [
      RoleHeld,
      RoleHeld,
    ];
    expect(at7([one], [other])).toEqual([heldRole('reader')]);
    expect(at7([one], [one])).toEqual([one]);
    expect(at7([one, other], [other])).toEqual([other]);
    expect(at7([one], [heldRole('head')])).toEqual([one]);
  });

  it('at one number a role holds on the days that both say; neither role within the other leaves a reader', () => {
    const [open, until, from] = [{}, { to: '2025-05-31' }, { from: '2025-05-01' }].map((days) =>
      heldRole('head', null, days),
    ) as [RoleHeld, RoleHeld, RoleHeld];
    expect(at7([open], [until])).toEqual([until]);
    expect(at7([from], [until])).toEqual([heldRole('head', null, { from: '2025-05-01', to: '2025-05-31' })]);
    expect(at7([heldRole('head', null, { from: '2025-06-01' })], [until])).toEqual([heldRole('reader')]);
    expect(at7([heldRole('educationWelfareOfficer')], [heldRole('assistantHead', 'EK3')])).toEqual([
      heldRole('reader'),
    ]);
  });

  it('where the page of roles is lost, they are as the key file has them', () => {
    expect(at7([], [heldRole('administrator')])).toEqual([heldRole('administrator')]);
    expect(at7([heldRole('administrator')], [])).toEqual([]);
  });

  it('keeps one whose row is lost, and lets one whom only the store knows read alone', () => {
    expect(peopleThatHold(list(0), list(7, bea('administrator')))).toEqual(list(7, bea('administrator')));
    expect(peopleThatHold(list(7), list(7, bea('administrator')))).toEqual(list(7, bea('administrator')));
    for (const number of [5, 7])
      expect(peopleThatHold(list(number, bea('administrator')), list(7))).toEqual(list(7, bea('reader')));
  });
});
