import { type ReactNode, useEffect, useRef } from 'react';

/** The heading of a step before the pages: names the window, and takes the focus unless a field of the step does. */
export function GateHeading({ children, focus = true }: { children: string | ReactNode; focus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ''} · VSK Tracker`;
  });
  useEffect(() => {
    if (focus) heading.current?.focus({ preventScroll: true });
  }, [focus]);
  return (
    <h1 ref={heading} tabIndex={-1} className="vsk-gate-heading">
      {children}
    </h1>
  );
}
