import { Page } from '#renderer/ui/Page.tsx';

/** The address of the Reports page, until its screen is committed. */
export function GapReportScreen() {
  return (
    <Page title="Reports" titleText="Reports">
      {null}
    </Page>
  );
}
