import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { CallFailure } from '#renderer/api.ts';
import type { Answer } from '#renderer/data/useCall.ts';

/** Nothing to show yet, and what to do about it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="vsk-empty">
      <p className="vsk-strong">{title}</p>
      {children !== undefined && <div className="vsk-muted vsk-prose">{children}</div>}
      {action}
    </div>
  );
}

/** What happened, which field or value where known, and a way to try again. */
export function ErrorState({ failure, onRetry }: { failure: CallFailure; onRetry?: () => void }) {
  const { message, field, value } = failure.detail ?? { message: failure.message };
  return (
    <div className="vsk-error" role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" />
      <div>
        <p>{message}</p>
        {field !== undefined && (
          <p className="vsk-small vsk-muted">
            Field: {field}
            {value === undefined ? '' : `, value: ${value}`}
          </p>
        )}
        {onRetry && (
          <Button mt={8} variant="default" leftSection={<IconRefresh size={16} aria-hidden="true" />} onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}

/** Grey lines where content will be, but only after 150 ms: what is quick must not flicker. */
export function LoadingSkeleton({ lines = 6, label = 'Reading' }: { lines?: number; label?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return <div className="vsk-skeleton" aria-hidden="true" />;
  return (
    <div className="vsk-skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_unused, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical grey lines that never move
        <div key={line} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** What is shown may be old: it could not be read again. */
function NotReadAgain({ failure, onRetry }: { failure: CallFailure; onRetry: () => void }) {
  return (
    <p className="vsk-not-read-again" role="alert">
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span>This could not be read again, and may be out of date. {failure.detail.message}</span>
      <Button variant="default" size="xs" onClick={onRetry}>
        Read again
      </Button>
    </p>
  );
}

/**
 * The states every list and chart shares: skeleton, refusal with retry, and the content once there is some. Content of the
 * choice before says that it is busy; content that could not be read again says so.
 */
export function Answered<Value>(props: {
  query: Answer<Value>;
  lines?: number;
  children: (value: Value) => ReactNode;
}) {
  const { query, lines = 6, children } = props;
  const retry = () => void query.refetch();
  if (query.data !== undefined)
    return (
      <div className="vsk-answered" aria-busy={query.held || undefined}>
        {query.error && !query.isFetching && <NotReadAgain failure={query.error} onRetry={retry} />}
        {children(query.data)}
      </div>
    );
  if (query.error) return <ErrorState failure={query.error} onRetry={retry} />;
  return <LoadingSkeleton lines={lines} />;
}
