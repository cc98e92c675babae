import { type ReactNode, useId } from 'react';

/** A titled block on the page; its heading names the region. */
export function Panel(props: {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
}) {
  const id = useId();
  const { title, aside, children, className = '', flush = false } = props;
  return (
    <section className={`vsk-panel ${className}`} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header className="vsk-panel-header">
          <h2 id={id}>{title}</h2>
          {aside}
        </header>
      )}
      <div className={flush ? '' : 'vsk-panel-body'}>{children}</div>
    </section>
  );
}
