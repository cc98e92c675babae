import { History } from '../changes/History.tsx';
import { Authority } from './Authority.tsx';
import { Districts } from './Districts.tsx';
import { Localities } from './Localities.tsx';
import { Postcodes } from './Postcodes.tsx';
import { SpecialCohorts } from './SpecialCohorts.tsx';

/** The authority, its localities and what belongs to them on the date in force, and how all of it came about. */
export function PlacesPanel() {
  return (
    <div className="vsk-settings-panels">
      <Localities />
      <SpecialCohorts />
      <Districts />
      <Postcodes />
      <Authority />
      <History subject="places" />
    </div>
  );
}
