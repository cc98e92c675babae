import type { LocalityRow, Overview } from '#contract/overview.ts';
import type { Figure } from '#contract/shared.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { FigureValue } from '#renderer/ui/FigureValue.tsx';
import { RagTag } from '#renderer/ui/RagTag.tsx';
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

function columnsOf(overview: Overview): Column[] {
  const year = (academicYear: string | null) => (academicYear === null ? '' : ` ${academicYear}`);
  return [
    { key: 'children', header: 'Children', label: 'Children looked after', strong: true, counted: true },
    { key: 'lac12', header: '12-month', label: '12-month cohort', counted: true },
    { key: 'ks2Gap', header: 'KS2 RWM gap', label: `KS2 RWM gap${year(overview.ks2Year)}`, strong: true },
    { key: 'ks4Gap', header: 'Att. 8 gap', label: `KS4 Attainment 8 gap${year(overview.ks4Year)}` },
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
    <div className="vsk-localities-scroll">
      <table className="vsk-localities">
        <caption className="vsk-visually-hidden">
          Figures by locality; gaps are all pupils minus looked after. Select a figure for the children behind it.
        </caption>
        <thead>
          <tr>
            <th scope="col">Locality</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className="vsk-end">
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
    </div>
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
