import type { RestorePreview } from '#contract/backups.ts';
import { count, plural, timeInTable } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';

/** '3 more', '12 fewer', 'the same', or 'not known' for a store that cannot be counted. */
function difference(now: number | null, then: number): string {
  if (now === null) return 'not known';
  if (now === then) return 'the same';
  return then > now ? `${count(then - now)} more` : `${count(now - then)} fewer`;
}

/** What a restore would change: whether the copy is good, how many of everything, and whose changes would go. */
export function RestoreChanges({ preview, made }: { preview: RestorePreview; made: string }) {
  const { verified, older, counts, changesSince, lastChangeAt, people } = preview;
  return (
    <>
      <p>
        <Tag tone={verified ? 'green' : 'red'}>
          {verified ? 'Checked: this copy is whole' : 'This copy is damaged and cannot be restored'}
        </Tag>
      </p>
      {older && <p className="vsk-prose">It was made by an older version of the app, and is brought up to date.</p>}
      <p className="vsk-prose">
        {changesSince === null
          ? 'What changed since cannot be counted.'
          : changesSince === 0
            ? `Nothing was changed since ${made}.`
            : `${plural(changesSince, 'change')} since ${made} would be undone${lastChangeAt === null ? '' : `, the last of ${timeInTable(lastChangeAt)}`}.`}
      </p>
      {people.length > 0 && (
        <ul className="vsk-restore-people">
          {people.map((person) => (
            <li key={person.name}>
              <Name>{person.name}</Name>: {plural(person.changes, 'change')}
            </li>
          ))}
        </ul>
      )}
      <ScrollRegion label="Table of what would change">
        <table className="vsk-plain-table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" className="vsk-end">
                Now
              </th>
              <th scope="col" className="vsk-end">
                In the backup
              </th>
              <th scope="col">After restoring</th>
            </tr>
          </thead>
          <tbody>
            {counts.map((each) => (
              <tr key={each.what} className={each.now === each.inBackup ? '' : 'vsk-strong'}>
                <th scope="row">{each.what}</th>
                <td className="vsk-end">{each.now === null ? 'not known' : count(each.now)}</td>
                <td className="vsk-end">{count(each.inBackup)}</td>
                <td>{difference(each.now, each.inBackup)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
