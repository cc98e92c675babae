import { Page } from '#renderer/ui/Page.tsx';
import { DiagnosticsActions, DiagnosticsBody, useDiagnostics } from './DiagnosticsBody.tsx';

/** Help, Diagnostics: what whoever looks after the app asks for, and nothing about any child or person. */
export function DiagnosticsScreen() {
  const diagnostics = useDiagnostics();
  return (
    <Page
      title="Diagnostics"
      titleText="Diagnostics"
      sentence="What whoever looks after the app needs to know. No name of a child, a person or a school is in it."
      actions={<DiagnosticsActions diagnostics={diagnostics} />}
    >
      <DiagnosticsBody diagnostics={diagnostics} />
    </Page>
  );
}
