import type { NeedKey } from '#domain/needs/needsOrder.ts';
import type { Member } from '../measures/member.ts';

/** What somebody has to act on, with the children behind it. */
export type Need = { key: NeedKey; title: string; detail: string; members: Member[] };

/** Whether a member of this locality belongs to the scope that is shown. */
export type InScope = (locality: string) => boolean;

export const word = (amount: number, one: string, many = `${one}s`): string => (amount === 1 ? one : many);
