import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * The one region that scrolls inside a page. While there is more than it shows it is a tab stop, so that the arrow keys reach
 * the rest (WCAG 2.1.1); a region that shows everything is passed over.
 *
 * @example
 * <ScrollRegion label="Table of bank holidays"><table>…</table></ScrollRegion>
 */
export function ScrollRegion(props: {
  /** What the region is called; said when it is reached. */
  label: string;
  children: ReactNode;
  className?: string | undefined;
  /** Whether what is inside takes the focus and scrolls with it, as the rows of a `DataTable` do. */
  holdsFocus?: boolean;
  element?: RefObject<HTMLElement | null>;
  id?: string;
  hidden?: boolean;
}) {
  const { label, children, className = 'vsk-scroll-x', holdsFocus = false, element, id, hidden } = props;
  const own = useRef<HTMLElement>(null);
  const region = element ?? own;
  const [scrolls, setScrolls] = useState(false);
  // With every drawing: what is inside may be another element than before.
  useLayoutEffect(() => {
    const shown = region.current;
    if (shown === null) return;
    const measure = () => setScrolls(shown.scrollWidth > shown.clientWidth || shown.scrollHeight > shown.clientHeight);
    const sizes = new ResizeObserver(measure);
    for (const each of [shown, ...shown.children]) sizes.observe(each);
    measure();
    return () => sizes.disconnect();
  });
  return (
    <section
      ref={region}
      id={id}
      hidden={hidden}
      className={className}
      aria-label={label}
      tabIndex={scrolls && !holdsFocus ? 0 : undefined}
    >
      {children}
    </section>
  );
}
