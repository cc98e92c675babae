import { useMay } from '#renderer/data/useMay.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { Page } from '#renderer/ui/Page.tsx';
import { Batches } from './Batches.tsx';
import './data.css';
import { EarlierVersion } from './EarlierVersion.tsx';
import { ImportFiles } from './ImportFiles.tsx';
import { Leavers } from './Leavers.tsx';
import { OpenQuestions } from './OpenQuestions.tsx';
import { StillSecret } from './StillSecret.tsx';
import { Templates } from './Templates.tsx';

/** Data in: files with a preview before anything is kept, the imports so far, and the app's own templates. */
export function DataScreen() {
  const may = useMay();
  const { demonstration } = useStatus();
  const imports = may('imports');
  return (
    <Page
      title="Data"
      titleText="Data"
      sentence={
        imports
          ? 'Bring files in: nothing is kept until you have seen what would change.'
          : 'Templates for the files that data officers and administrators bring in.'
      }
    >
      {demonstration && (
        <p className="vsk-data-note" role="note">
          <span className="vsk-strong">Demonstration store.</span> It holds synthetic children only and refuses files of
          real ones. For real data, create a store of your own.
        </p>
      )}
      {may('learning') && <StillSecret />}
      {imports && <ImportFiles />}
      {imports && <OpenQuestions />}
      {imports && <Leavers />}
      {imports && <EarlierVersion />}
      {imports && <Batches />}
      <Templates />
    </Page>
  );
}
