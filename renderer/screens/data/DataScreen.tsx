import { Page } from '#renderer/ui/Page.tsx';

/** Data, under construction in this very branch. */
export function DataScreen() {
  return (
    <Page title="Data" titleText="Data">
      {null}
    </Page>
  );
}
