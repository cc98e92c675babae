import { useStatus } from '#renderer/data/useStatus.ts';
import { dateInText, timeInTable } from '#renderer/ui/format.ts';

/** How fresh each source is, at the bottom of every page; a demonstration store says so for ever. */
export function FreshnessLine() {
  const { freshness, demonstration, appVersion } = useStatus();
  const words = [
    freshness.lastSaved === null ? 'Nothing saved yet' : `Saved ${timeInTable(freshness.lastSaved)}`,
    freshness.lastBackup === null ? 'No backup yet' : `Backup ${timeInTable(freshness.lastBackup)}`,
    freshness.lookedAfterList === null
      ? 'No social care list yet'
      : `Social care list to ${dateInText(freshness.lookedAfterList)}`,
    freshness.attendance === null ? 'No attendance yet' : `Attendance to ${dateInText(freshness.attendance)}`,
    freshness.results === null ? 'No results yet' : `Results to ${freshness.results}`,
  ];
  return (
    <footer className="vsk-freshness vsk-small vsk-muted">
      {words.map((each) => (
        <span key={each}>{each}</span>
      ))}
      <span className="vsk-top-space" />
      <span>{demonstration ? 'Demonstration data: no real child' : `VSK Tracker ${appVersion}`}</span>
    </footer>
  );
}
