import { useStatus } from '#renderer/data/useStatus.ts';
import { Page } from '#renderer/ui/Page.tsx';
import { Batches } from './Batches.tsx';
import './data.css';
import { ImportFiles } from './ImportFiles.tsx';
import { Leavers } from './Leavers.tsx';
import { OpenQuestions } from './OpenQuestions.tsx';
import { StillSecret } from './StillSecret.tsx';
import { Templates } from './Templates.tsx';

/** Data in: files with a preview before anything is kept, the imports so far, and the app's own templates. */
export function DataScreen() {
  const { user, demonstration } = useStatus();
  const administrator = user?.role === 'administrator';
  return (
    <Page
      title="Data"
      titleText="Data"
      sentence={
        administrator
          ? 'Bring files in: nothing is kept until you have seen what would change.'
          : 'Templates for the files that administrators bring in.'
      }
    >
      {demonstration && (
        <p className="vsk-data-note" role="note">
          <span className="vsk-strong">Demonstration store.</span> It holds synthetic children only and refuses files of
          real ones. For real data, create a store of your own.
        </p>
      )}
      {user !== null && user.role !== 'reader' && <StillSecret />}
      {administrator && <ImportFiles />}
      {administrator && <OpenQuestions />}
      {administrator && <Leavers />}
      {administrator && <Batches />}
      <Templates />
    </Page>
  );
}
