import type { Writer } from '#db/write.ts';

/** Made-up targets of the demonstration's recent years: measure, kind, target, floor, named peer. */
const targets = [
  ['ks2-rwm-expected', 'maximumGap', 34, 36, 'Kent'],
  ['ks4-attainment8', 'maximumGap', 29, 31, 'Kent'],
  ['absence-overall', 'maximumRate', 7, 7.5, null],
  ['absence-persistent-10', 'maximumRate', 18, 20, null],
  ['suspension-at-least-one', 'maximumRate', 10, 12, null],
  ['pep-on-time', 'minimumRate', 95, 90, null],
] as const;

/** Writes targets for the years the demonstration is looked at, so that ratings can be seen; their source says what they are. */
export function writeDemonstrationTargets(writer: Writer): void {
  const find = writer.connection.prepare('SELECT id FROM measure WHERE code = ?');
  for (const [code, kind, value, floor, peer] of targets) {
    const { id } = find.get(code) as { id: string };
    for (const year of ['2022/23', '2023/24', '2024/25']) {
      writer.insert('target', {
        measure_id: id,
        academic_year: year,
        geography: 'Kent',
        kind,
        value,
        floor,
        peer,
        source: 'Made up for the demonstration',
        position: 0,
      });
    }
  }
}
