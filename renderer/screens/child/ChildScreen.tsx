import { Page } from '#renderer/ui/Page.tsx';

/** The address of the Child page, until its screen is committed. */
export function ChildScreen() {
  return (
    <Page title="Child" titleText="Child">
      {null}
    </Page>
  );
}
