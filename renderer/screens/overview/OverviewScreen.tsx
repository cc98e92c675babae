import { Page } from '#renderer/ui/Page.tsx';

/** Overview, under construction in this very branch. */
export function OverviewScreen() {
  return (
    <Page title="Overview" titleText="Overview">
      {null}
    </Page>
  );
}
