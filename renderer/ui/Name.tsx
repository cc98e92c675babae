import type { ReactNode } from 'react';

/** Wraps whatever names or identifies a person, so that Esc twice hides it. */
export function Name({ children }: { children: ReactNode }) {
  return <span data-name="">{children}</span>;
}
