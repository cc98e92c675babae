import { useState } from 'react';
import { dateInTable } from '#renderer/ui/format.ts';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { countKinds, type HalfDay, type HalfDayKind, type HeatWeek, monthLabels } from './halfDays.ts';
import classes from './heatMap.module.css';

const CELL_W = 5.5;
const CELL_H = 13;
const COLUMN = 15;
const ROW = 16;
const LEFT = 34;
const TOP = 18;
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] as const;
const months = ['', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const words: Record<HalfDayKind, string> = {
  attended: 'attended',
  authorised: 'authorised absence',
  unauthorised: 'unauthorised absence',
  notPossible: 'not a possible session',
  none: 'no mark',
};

const describe = (halfDay: HalfDay): string =>
  `${dateInTable(halfDay.date)} ${halfDay.session}: ${words[halfDay.kind]}${halfDay.code === '' ? '' : `, code ${halfDay.code}`}`;

/**
 * A year of half-days: each week a column, each day a row of two cells. Cells differ by shape as well as colour: present
 * full and pale, authorised absence a half-height bar at the foot, unauthorised absence a full dark bar, no possible
 * session an outline, no mark nothing. The table view beside it holds the same marks as text.
 */
export function HeatMap({ weeks, summary }: { weeks: readonly HeatWeek[]; summary: string }) {
  const [pointed, setPointed] = useState<HalfDay | null>(null);
  const width = LEFT + weeks.length * COLUMN + 4;
  const height = TOP + days.length * ROW;
  return (
    <figure className={classes.figure}>
      <ScrollRegion className={classes.scroller} label="The year week by week">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="img"
          aria-label={summary}
          onMouseLeave={() => setPointed(null)}
        >
          {monthLabels(weeks).map(({ column, month }) => (
            <text key={column} x={LEFT + column * COLUMN} y={11} className={classes.label}>
              {months[month]}
            </text>
          ))}
          {days.map((day, index) => (
            <text key={day} x={0} y={TOP + index * ROW + 11} className={classes.label}>
              {day}
            </text>
          ))}
          {weeks.map((week, column) => (
            <g key={week.weekStart} transform={`translate(${LEFT + column * COLUMN} ${TOP})`}>
              {week.halfDays.map((halfDay, index) => (
                // biome-ignore lint/a11y/noStaticElementInteractions: pointing only repeats what the table view says.
                <g
                  key={`${halfDay.date}${halfDay.session}`}
                  transform={`translate(${(index % 2) * (CELL_W + 1)} ${Math.floor(index / 2) * ROW})`}
                  onMouseEnter={() => setPointed(halfDay)}
                >
                  <Cell kind={halfDay.kind} />
                </g>
              ))}
            </g>
          ))}
        </svg>
      </ScrollRegion>
      <figcaption className={classes.caption}>
        {pointed === null ? <Legend /> : <span>{describe(pointed)}</span>}
      </figcaption>
    </figure>
  );
}

function Cell({ kind }: { kind: HalfDayKind }) {
  const full = { width: CELL_W, height: CELL_H };
  if (kind === 'attended') return <rect {...full} className={classes.attended} />;
  if (kind === 'unauthorised') return <rect {...full} className={classes.unauthorised} />;
  if (kind === 'authorised')
    return (
      <>
        <rect {...full} className={classes.authorisedGround} />
        <rect y={CELL_H / 2} width={CELL_W} height={CELL_H / 2} className={classes.authorised} />
      </>
    );
  if (kind === 'notPossible')
    return <rect x={0.5} y={0.5} width={CELL_W - 1} height={CELL_H - 1} className={classes.notPossible} />;
  return <rect {...full} className={classes.none} />;
}

const legend: readonly HalfDayKind[] = ['attended', 'authorised', 'unauthorised', 'notPossible'];

function Legend() {
  return (
    <span className={classes.legend}>
      {legend.map((kind) => (
        <span key={kind} className={classes.legendItem}>
          <svg width={CELL_W} height={CELL_H} aria-hidden="true">
            <Cell kind={kind} />
          </svg>
          {words[kind]}
        </span>
      ))}
    </span>
  );
}

/** The same marks as a table: a row per week with its ten codes, for reading aloud and for print. */
export function HalfDayTable({ weeks }: { weeks: readonly HeatWeek[] }) {
  return (
    <ScrollRegion className={classes.tableScroller} label="Marks by week">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Week of</th>
            {days
              .flatMap((day) => [`${day} AM`, `${day} PM`])
              .map((title) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
            <th scope="col">Missed</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => {
            const counts = countKinds(week.halfDays);
            return (
              <tr key={week.weekStart}>
                <th scope="row">{dateInTable(week.weekStart)}</th>
                {week.halfDays.map((halfDay) => (
                  <td key={`${halfDay.date}${halfDay.session}`} className={classes[`mark-${halfDay.kind}`]}>
                    {halfDay.code === '' ? <span className={classes.blank}>none</span> : halfDay.code}
                  </td>
                ))}
                <td>{counts.authorised + counts.unauthorised}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
