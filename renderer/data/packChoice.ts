import { useLocation, useNavigate } from '@tanstack/react-router';

/** The children chosen elsewhere for packs: ids only, carried beside the address so that it never grows or names anyone. */
export interface PackChoice {
  children: { childId: string; schoolId: string | null }[];
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    packChoice?: PackChoice;
  }
}

/** Opens Packs with these children chosen, each at their school. */
export function useMakePacks(): (choice: PackChoice) => void {
  const navigate = useNavigate();
  return (packChoice) => void navigate({ to: '/packs', state: { packChoice } });
}

/** The children that Packs was opened with, or null when it was opened by itself. */
export function usePackChoice(): PackChoice | null {
  return useLocation({ select: (location) => location.state.packChoice ?? null });
}
