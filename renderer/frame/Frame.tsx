import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { JobTray } from '#renderer/jobs/JobTray.tsx';
import { DrillProvider } from '#renderer/ui/drill/DrillProvider.tsx';
import { LoadingSkeleton } from '#renderer/ui/states.tsx';
import { AuditFaults } from './AuditFaults.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import './frame.css';
import { HealthLine } from './HealthLine.tsx';
import { IdleWarning } from './IdleWarning.tsx';
import { Navigation } from './Navigation.tsx';
import { PackFilesFromOutside } from './PackFilesFromOutside.tsx';
import { PrintLine } from './PrintLine.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { ScopeProvider } from './scope.tsx';
import { TopBar } from './TopBar.tsx';

/** Everything round a screen: navigation left, scope and search on top, health at the bottom. */
export function Frame() {
  return (
    <ScopeProvider>
      <DrillProvider>
        <button type="button" className="vsk-skip" onClick={skip}>
          Skip to the page
        </button>
        <div className="vsk-frame">
          <Navigation />
          <TopBar />
          <main id="main" className="vsk-main" tabIndex={-1}>
            <PrintLine />
            <AuditFaults />
            <Suspense fallback={<LoadingSkeleton lines={10} />}>
              <Outlet />
            </Suspense>
          </main>
          <div className="vsk-bottom">
            <JobTray />
            <HealthLine />
          </div>
        </div>
        <CommandPalette />
        <Shortcuts />
        <IdleWarning />
        <PackFilesFromOutside />
      </DrillProvider>
    </ScopeProvider>
  );
}

/** The fragment belongs to the router, so this button moves focus itself. */
function skip(): void {
  document.getElementById('main')?.focus();
}
