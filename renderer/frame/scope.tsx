import { useNavigate, useSearch } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import { useStatus } from '#renderer/data/useStatus.ts';

/** The scope and date every figure on screen stands for; both live in the address, so going back restores them. */
export interface Scope {
  /** null: the whole county. */
  localityId: string | null;
  asAt: string;
  /** 'Kent: six localities', 'Kent: East Kent 1'. */
  words: string;
  setLocality: (localityId: string | null) => void;
  setAsAt: (date: string) => void;
}

const ScopeContext = createContext<Scope | null>(null);
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** The one locality whose children somebody sees; null for several, or for everybody's. */
export const onlyLocality = (user: StoreStatus['user']): string | null =>
  user?.localities?.length === 1 ? (user.localities[0]?.id ?? null) : null;

/** The scope in force. @throws outside the frame. */
export function useScope(): Scope {
  const scope = useContext(ScopeContext);
  if (scope === null) throw new Error('useScope is for screens inside the frame');
  return scope;
}

/** Reads scope and date from the address; an assistant head begins with their own locality. */
export function ScopeProvider({ children }: { children: ReactNode }) {
  const status = useStatus();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const value = useMemo<Scope>(() => {
    const authority = status.authorityName ?? 'Kent';
    const own = onlyLocality(status.user);
    const localityId = search.scope === undefined ? own : search.scope === 'county' ? null : search.scope;
    const name =
      localityId === 'unallocated' ? 'Unallocated' : status.localities.find((each) => each.id === localityId)?.name;
    const total = status.localities.length;
    const change = (next: { scope?: string; asAt?: string }) =>
      void navigate({ to: '.', search: (now: object) => ({ ...now, ...next }), replace: true });
    const county = authority.replace(/ (county council|council)$/i, '');
    return {
      localityId,
      asAt: search.asAt ?? status.defaultAsAt,
      words: `${county}: ${name ?? `${numbers[total] ?? total} localities`}`,
      setLocality: (next) => change({ scope: next ?? 'county' }),
      setAsAt: (next) => change({ asAt: next }),
    };
  }, [status, search.scope, search.asAt, navigate]);
  return <ScopeContext value={value}>{children}</ScopeContext>;
}
