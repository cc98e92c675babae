import { describe, expect, it } from 'vitest';
import { noFacts } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { says, saysNothing } from '#domain/facts/said.ts';
import { type SenStatusSaid, senStatusSaid } from '#domain/sen/senStatusSaid.ts';

const child = { id: 'c', sex: null, ethnicity: null, firstLanguage: null, disabled: false, sealedOn: null };
const held = { ...noFacts, child: [child] };

const sayingOf = (later: Record<string, string> = {}): Saying => {
  let made = 0;
  return {
    asOf: '2025-03-31',
    today: '2025-04-15',
    saidLater: (what) => later[what] ?? null,
    fresh: () => {
      made += 1;
      return `new:${made}`;
    },
  };
};

const from = (start: SenStatusSaid[], saying = sayingOf()) =>
  start.reduce((facts, said) => senStatusSaid(facts, said, saying).facts, held as typeof noFacts);

const shown = (facts: typeof noFacts) =>
  [...facts.senStatuses]
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    .map(({ status, validFrom, validTo }) => `${status} ${validFrom} ${validTo ?? ''}`.trim());

const K = { status: 'K', from: '2023-09-01', to: saysNothing };
const E = { status: 'E', from: '2025-01-10', to: saysNothing };

describe('A stretch of SEN status', () => {
  it('ends the day before the next one begins, whichever is said first', () => {
    expect(shown(from([K, E]))).toEqual(['K 2023-09-01 2025-01-09', 'E 2025-01-10']);
    expect(shown(from([E, K]))).toEqual(['K 2023-09-01 2025-01-09', 'E 2025-01-10']);
  });

  it('said again changes nothing', () => {
    const once = from([K, E]);
    expect(senStatusSaid(once, E, sayingOf()).facts.senStatuses).toEqual(once.senStatuses);
  });

  it('keeps an end that a row says nothing of', () => {
    const once = from([{ ...K, to: says('2024-07-31') }]);
    expect(shown(senStatusSaid(once, K, sayingOf()).facts)).toEqual(['K 2023-09-01 2024-07-31']);
  });

  it('is not turned back by an older file', () => {
    const once = from([K]);
    const older = senStatusSaid(once, { ...K, status: 'N' }, sayingOf({ 'senStatus 2023-09-01': '2025-04-10' }));
    expect(shown(older.facts)).toEqual(['K 2023-09-01']);
    expect(older.said).toEqual(['senStatus 2023-09-01']);
  });

  it('is refused where it runs into the next', () => {
    const once = from([E]);
    expect(senStatusSaid(once, { ...K, to: says('2025-02-01') }, sayingOf()).problems).toEqual([
      { field: 'to', value: '2025-02-01', reason: 'Another status begins on 2025-01-10: correct one of the two' },
    ]);
  });
});
