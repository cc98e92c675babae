import { type ReactNode, useEffect, useRef } from 'react';

/** A screen's body: one heading, the sentence beneath it, and its actions; focus lands on the heading when it opens. */
export function Page(props: {
  title: ReactNode;
  titleText: string;
  sentence?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { title, titleText, sentence, actions, children } = props;
  useEffect(() => {
    document.title = `${titleText} · VSK Tracker`;
  }, [titleText]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="vsk-page">
      <header className="vsk-page-header">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {sentence !== undefined && <p className="vsk-muted vsk-page-sentence">{sentence}</p>}
        </div>
        {actions !== undefined && <div className="vsk-actions vsk-noprint">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
