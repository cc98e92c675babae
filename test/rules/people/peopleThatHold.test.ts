import { describe, expect, it } from 'vitest';
import { type Person, type PersonRole, peopleThatHold } from '#domain/people/peopleThatHold.ts';

const bea = (role: PersonRole, more: Partial<Person> = {}): Person => ({
  userId: 'bea',
  name: 'Bea',
  role,
  localityId: null,
  active: true,
  ...more,
});
const list = (number: number, ...people: Person[]) => ({ number, people });
const roles: PersonRole[] = ['reader', 'assistantHead', 'administrator'];

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
          bea(roles[Math.min(low, high)] as PersonRole),
        ]);
    expect(peopleThatHold(list(7, bea('reader', { active: false })), list(7, bea('administrator'))).people).toEqual([
      bea('reader', { active: false }),
    ]);
  });

  it('an assistant head whose localities differ sees none until somebody says which', () => {
    const [one, other] = ['EK3', 'WK1'].map((localityId) => bea('assistantHead', { localityId }));
    expect(peopleThatHold(list(7, one as Person), list(7, other as Person)).people[0]?.localityId).toBe(null);
    expect(peopleThatHold(list(7, one as Person), list(7, one as Person)).people).toEqual([one]);
  });

  it('keeps one whose row is lost, and lets one whom only the store knows read alone', () => {
    expect(peopleThatHold(list(0), list(7, bea('administrator')))).toEqual(list(7, bea('administrator')));
    expect(peopleThatHold(list(7), list(7, bea('administrator')))).toEqual(list(7, bea('administrator')));
    for (const number of [5, 7])
      expect(peopleThatHold(list(number, bea('administrator')), list(7))).toEqual(list(7, bea('reader')));
  });
});
