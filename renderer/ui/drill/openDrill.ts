import type { Drill } from '#contract/shared.ts';

/** A figure whose children are to be shown, with what it is called on the screen. */
export interface OpenDrill {
  drill: Drill;
  label: string;
}
