import type { ReactNode } from 'react';

/** Wraps whatever names or identifies a person, so that Esc twice hides it. */
export function Name({ children }: { children: ReactNode }) {
  return <span data-name="">{children}</span>;
}

/** Wraps what somebody wrote about a child (a PEP's text, evidence, a reason): it may name anybody, and is hidden with the names. */
export function FreeText({ children }: { children: ReactNode }) {
  return <span data-name="">{children}</span>;
}
