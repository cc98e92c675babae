import { describe, expect, it } from 'vitest';
import { isStandingAdministrator } from '#domain/access/isStandingAdministrator.ts';
import { type Purpose, purposes } from '#domain/access/purposes.ts';
import type { RoleHeld } from '#domain/access/roles.ts';
import { holdsScope, type Scope, scopeOf } from '#domain/access/scopeOf.ts';
import { heldRole } from '#test/make/heldRole.ts';

const day = '2025-05-15';
const all: Scope = { kind: 'all' };
const none: Scope = { kind: 'none' };
const localities = (...ids: string[]): Scope => ({ kind: 'localities', ids });

/** What a person of each role sees, by purpose: a table of worked examples. */
const table: [string, RoleHeld[], Partial<Record<Purpose, Scope>>][] = [
  [
    'administrator',
    [heldRole('administrator')],
    { published: all, figures: all, learning: all, attendance: all, imports: all, settings: all },
  ],
  ['head or deputy', [heldRole('head')], { published: all, figures: all, learning: all, attendance: all }],
  [
    'assistant head',
    [heldRole('assistantHead', 'EK3')],
    { published: all, figures: all, learning: localities('EK3'), attendance: localities('EK3') },
  ],
  [
    'assistant head of two localities, one of them twice',
    [heldRole('assistantHead', 'EK3'), heldRole('assistantHead', 'EK1'), heldRole('assistantHead', 'EK3')],
    { published: all, figures: all, learning: localities('EK3', 'EK1'), attendance: localities('EK3', 'EK1') },
  ],
  [
    'assistant head whose locality is lost',
    [heldRole('assistantHead')],
    { published: all, figures: all, learning: localities(), attendance: localities() },
  ],
  ['education welfare officer', [heldRole('educationWelfareOfficer')], { published: all, attendance: all }],
  [
    'assistant head who is education welfare officer too',
    [heldRole('assistantHead', 'EK3'), heldRole('educationWelfareOfficer')],
    { published: all, figures: all, learning: localities('EK3'), attendance: all },
  ],
  [
    'data officer',
    [heldRole('dataOfficer')],
    { published: all, figures: all, learning: all, attendance: all, imports: all },
  ],
  ['reader', [heldRole('reader')], { published: all }],
  ['nobody', [], {}],
  ['head who is gone', [heldRole('head', null, { to: '2025-05-14' })], {}],
  ['head to come', [heldRole('head', null, { from: '2025-05-16' })], {}],
];

it.each(table)('%s', (_who, held, sees) => {
  for (const purpose of purposes)
    expect([purpose, scopeOf(held, purpose, day)]).toEqual([purpose, sees[purpose] ?? none]);
});

describe('cover', () => {
  const covers = [
    heldRole('assistantHead', 'EK3'),
    heldRole('assistantHead', 'EK1', { from: '2025-05-01', to: '2025-05-31' }),
  ];
  it.each([
    ['2025-04-30', ['EK3']],
    ['2025-05-01', ['EK3', 'EK1']],
    ['2025-05-31', ['EK3', 'EK1']],
    ['2025-06-01', ['EK3']],
  ])('on %s gives %j', (date, ids) => {
    expect(scopeOf(covers, 'learning', date)).toEqual(localities(...ids));
  });
});

it('an administrator for a time, or of another day, is none who stands', () => {
  const stands = (days: { from?: string; to?: string }) =>
    isStandingAdministrator([heldRole('administrator', null, days)], day);
  expect([{}, { from: day }, { from: '2025-05-16' }, { to: '2025-12-31' }].map(stands)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isStandingAdministrator([heldRole('head')], day)).toBe(false);
});

it.each<[Scope, Scope, boolean]>([
  [all, localities('EK3'), true],
  [all, none, true],
  [localities('EK3', 'EK1'), localities('EK1'), true],
  [localities('EK3'), localities('EK3', 'EK1'), false],
  [localities('EK3'), all, false],
  [localities('EK3'), none, true],
  [none, localities('EK3'), false],
  [none, none, true],
])('of %j may see those of %j: %s', (scope, other, holds) => {
  expect(holdsScope(scope, other)).toBe(holds);
});
