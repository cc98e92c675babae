import { createContext, type ReactNode, useContext, useState } from 'react';
import { ChildrenBehindFigure } from './ChildrenBehindFigure.tsx';
import type { OpenDrill } from './openDrill.ts';

const DrillContext = createContext<(open: OpenDrill) => void>(() => undefined);

/** Opens the children behind a figure in a drawer, from any screen. */
export function useDrill(): (open: OpenDrill) => void {
  return useContext(DrillContext);
}

/** Holds the one drawer of the frame. */
export function DrillProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<OpenDrill | null>(null);
  return (
    <DrillContext value={setOpen}>
      {children}
      <ChildrenBehindFigure open={open} onClose={() => setOpen(null)} />
    </DrillContext>
  );
}
