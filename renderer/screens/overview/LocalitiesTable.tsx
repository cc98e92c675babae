import type { LocalityRow, Overview } from '#contract/overview.ts';
import type { Figure } from '#contract/shared.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { FigureValue } from '#renderer/ui/FigureValue.tsx';
import { RagTag } from '#renderer/ui/RagTag.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { PepQualityBar } from './PepQualityBar.tsx';

interface Column {
  key: keyof LocalityRow;
  header: string;
  /** What the figure is, when spoken or explained. */
  label: string;
  strong?: boolean;
  /** A count stands for itself; every other figure says its n. */
  counted?: boolean;
}

/** Column headings short enough for the table; the headline measure of a key stage differs by year. */
const shortGap: Record<string, string> = {
  'ks2-rwm-expected': 'KS2 RWM gap',
  'ks2-english-maths-level4': 'KS2 level 4+ gap',
  'ks4-attainment8': 'Att. 8 gap',
  'ks4-5ac-english-maths': '5+ A*-C gap',
};

/** The heading and the full name of a key stage's gap, from the measure that its figures stand for. */
function gapColumn(overview: Overview, key: 'ks2Gap' | 'ks4Gap'): { header: string; label: string } {
  const [stage, year] = key === 'ks2Gap' ? ['KS2', overview.ks2Year] : ['KS4', overview.ks4Year];
  const measure = overview.localities.find((row) => row[key].drill?.measure)?.[key].drill?.measure ?? '';
  const title = overview.tiles.find((tile) => tile.key === key)?.title ?? `${stage} gap`;
  const named = title.startsWith(stage) ? title : `${stage} ${title}`;
  return { header: shortGap[measure] ?? `${stage} gap`, label: year === null ? named : `${named}, ${year}` };
}

function columnsOf(overview: Overview): Column[] {
  return [
    { key: 'children', header: 'Children', label: 'Children looked after', strong: true, counted: true },
    { key: 'lac12', header: '12-month', label: '12-month cohort', counted: true },
    { key: 'ks2Gap', ...gapColumn(overview, 'ks2Gap'), strong: true },
    { key: 'ks4Gap', ...gapColumn(overview, 'ks4Gap') },
    { key: 'absence', header: 'Absence %', label: 'Overall absence' },
    { key: 'persistentAbsence', header: 'Persistent %', label: 'Persistent absence' },
    { key: 'suspended', header: 'Suspended %', label: 'Children suspended' },
    { key: 'pepsOnTime', header: 'PEPs on time', label: 'PEPs on time', strong: true },
  ];
}

/** One row per locality, the county last; the row of the scope in force is marked. */
export function LocalitiesTable({ overview, localityId }: { overview: Overview; localityId: string | null }) {
  const { setLocality } = useScope();
  const columns = columnsOf(overview);
  return (
    <ScrollRegion className="vsk-localities-scroll" label="Figures by locality, the table">
      <table className="vsk-localities">
        <caption className="vsk-visually-hidden">
          Figures by locality; gaps are all pupils minus looked after. Select a figure for the children behind it.
        </caption>
        <thead>
          <tr>
            <th scope="col">Locality</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className="vsk-end" title={column.label}>
                {column.header}
              </th>
            ))}
            <th scope="col">PEP quality</th>
            <th scope="col" className="vsk-end">
              Caseload
            </th>
          </tr>
        </thead>
        <tbody>
          {overview.localities.map((row) => {
            const inForce = row.localityId === localityId;
            return (
              <tr
                key={row.localityId ?? 'county'}
                className={`${row.isCounty ? 'vsk-county' : ''} ${inForce && !row.isCounty ? 'vsk-in-force' : ''}`}
              >
                <th scope="row">
                  <button
                    type="button"
                    className="vsk-locality"
                    title={`Show ${row.name} only`}
                    aria-label={
                      row.isCounty ? `${row.name}: show all localities` : `${row.name}: show only this locality`
                    }
                    aria-pressed={inForce}
                    onClick={() => setLocality(row.localityId)}
                  >
                    {row.name}
                  </button>
                </th>
                {columns.map((column) => (
                  <FigureCell key={column.key} row={row} column={column} />
                ))}
                <td>
                  <PepQualityBar quality={row.pepQuality} name={row.name} />
                </td>
                <td className="vsk-end">
                  <FigureValue figure={row.caseload} label={`Caseload, ${row.name}`} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function FigureCell({ row, column }: { row: LocalityRow; column: Column }) {
  const figure = row[column.key] as Figure;
  const rated = figure.value !== null && figure.rag !== null;
  const n = column.key === 'ks2Gap' ? 'beside' : column.counted ? 'none' : 'beneath';
  return (
    <td className="vsk-end">
      <FigureValue
        figure={figure}
        label={`${column.label}, ${row.name}`}
        strong={(column.strong ?? false) || row.isCounty}
        n={n}
      />
      {column.key === 'ks2Gap' && rated && <RagTag rag={figure.rag} />}
    </td>
  );
}
