import type { z } from 'zod';

export const roles = ['administrator', 'assistantHead', 'reader'] as const;
/** administrator: everything; assistantHead: the children of one locality and team aggregates; reader: published figures only. */
export type Role = (typeof roles)[number];

/**
 * Who may make a call and over what. The dispatcher enforces it before the handler runs:
 * - `beforeUnlock`: no store is open yet, nobody is signed in;
 * - `published`: no child's data (measures, benchmarks, templates); every signed-in role;
 * - `team`: aggregates with true numbers; administrator and assistant head;
 * - `children`: lists of children; the handler filters by the caller's localities;
 * - `child`: one child named by `input.childId`, who must be in the caller's localities;
 * - `administration`: administrators only.
 */
export type AccessScope = 'beforeUnlock' | 'published' | 'team' | 'children' | 'child' | 'administration';

/** `none`, or the action written to the audit with the subject that `subjects` names. */
export type AuditRule<Input, Output> =
  | 'none'
  | {
      action: string;
      /** Ids of the children or schools touched; ids only, never names. */
      subjects: (
        input: Input,
        output: Output,
      ) => { kind: 'child' | 'school' | 'batch' | 'report' | 'store' | 'user'; id: string }[];
    };

/** One call of the contract: the only way anything outside the data process reaches the store. */
export interface Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  kind: 'query' | 'command';
  input: Input;
  output: Output;
  access: AccessScope;
  audit: AuditRule<z.output<Input>, z.output<Output>>;
  /** Topics whose cached answers a command makes stale. */
  changes?: readonly Topic[];
}

export const topics = [
  'store',
  'children',
  'schools',
  'reports',
  'packs',
  'imports',
  'reference',
  'users',
  'audit',
  'keys',
  'backups',
  'settings',
] as const;
export type Topic = (typeof topics)[number];

/** Keeps each call's own input and output types, while checking its shape. */
export function defineCall<Input extends z.ZodType, Output extends z.ZodType>(
  call: Call<Input, Output>,
): Call<Input, Output> {
  return call;
}
