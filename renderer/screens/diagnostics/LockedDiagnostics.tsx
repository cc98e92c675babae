import { useEffect } from 'react';
import { DiagnosticsActions, DiagnosticsBody, useDiagnostics } from './DiagnosticsBody.tsx';

/** The diagnostics while no store is open: without what only an open store knows. */
export function LockedDiagnostics() {
  const diagnostics = useDiagnostics();
  useEffect(() => {
    document.title = 'Diagnostics · VSK Tracker';
  }, []);
  return (
    <main className="vsk-gate-page">
      <header className="vsk-page-header">
        <div>
          <h1>Diagnostics</h1>
          <p className="vsk-muted vsk-page-sentence">
            The store is not open, so its contents are not described. <a href="#/">Back to the start</a>
          </p>
        </div>
        <div className="vsk-actions">
          <DiagnosticsActions diagnostics={diagnostics} locked />
        </div>
      </header>
      <DiagnosticsBody diagnostics={diagnostics} />
    </main>
  );
}
