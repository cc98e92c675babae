import type { Overview } from '#contract/overview.ts';
import { useDrill } from '#renderer/ui/drill/DrillProvider.tsx';
import { count } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';

/** What wants doing, most pressing first; each opens the children it is about. */
export function NeedsFirst({ needs }: { needs: Overview['needs'] }) {
  const openDrill = useDrill();
  const pressing = needs.filter((need) => need.count > 0);
  return (
    <Panel title="Needs you first" flush className="vsk-overview-needs">
      {pressing.length === 0 ? (
        <EmptyState title="Nothing on this list">
          No PEP is recorded as due within ten working days or waiting for a grade, and no child is without a school
          place in this scope. PEPs that are overdue: filter the list under Children.
        </EmptyState>
      ) : (
        <ul className="vsk-needs">
          {pressing.map(({ key, count: amount, title, detail, drill }) => {
            const inner = (
              <>
                <span className="vsk-needs-count vsk-figures">{count(amount)}</span>
                <span>
                  <span className="vsk-needs-title">{title}</span>
                  <span className="vsk-muted">{detail}</span>
                </span>
              </>
            );
            return (
              <li key={key}>
                {drill ? (
                  <button type="button" className="vsk-need" onClick={() => openDrill({ drill, label: title })}>
                    {inner}
                  </button>
                ) : (
                  <div className="vsk-need">{inner}</div>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
