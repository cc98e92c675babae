import { Link } from '@tanstack/react-router';
import { Page } from '#renderer/ui/Page.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Page title="No such page" titleText="No such page" sentence="The address does not lead to a page of VSK Tracker.">
      <Link to="/">Go to the overview</Link>
    </Page>
  );
}
