import { Page } from '#renderer/ui/Page.tsx';

/** Settings, under construction in this very branch. */
export function SettingsScreen() {
  return (
    <Page title="Settings" titleText="Settings">
      {null}
    </Page>
  );
}
