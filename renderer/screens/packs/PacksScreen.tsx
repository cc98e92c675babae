import { Page } from '#renderer/ui/Page.tsx';

/** The address of the Packs page, until its screen is committed. */
export function PacksScreen() {
  return (
    <Page title="Packs" titleText="Packs">
      {null}
    </Page>
  );
}
