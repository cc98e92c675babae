import { createHash } from 'node:crypto';
import type { TextPoint } from '#domain/secrecy/pointsInText.ts';
import type { LastPep, Section, SmartTarget } from '../model/packModel.ts';
import { tableDate } from '../model/packWords.ts';
import type { NamesSecret } from './schoolPackSecrets.ts';

/** A piece of free text of a child, and whether it goes into the pack. */
export interface Passage {
  /** Follows from the child, the place and the words: a passage that was changed since is another one. */
  passageId: string;
  where: string;
  text: string;
  /** What in it a person should look at first. */
  points: TextPoint[];
  /** in: printed unless left out; out: not printed unless ticked in; never: it names a secret placement. */
  state: 'in' | 'out' | 'never';
}

/** What a sender decided about passages, by their ids. */
export interface PassageChoice {
  include: ReadonlySet<string>;
  leaveOut: ReadonlySet<string>;
}

export interface Plans {
  lastPep: Section<LastPep>;
  smartTargets: Section<SmartTarget[]>;
}

/** How a child's text is judged: whether its placement is secret, what names it, and what is pointed out. */
export interface TextRules {
  childId: string;
  secret: boolean;
  namesSecret: NamesSecret | null;
  pointsIn: (text: string) => TextPoint[];
}

const textOfTarget = ({ what, who, when, where, howOften, evaluation }: SmartTarget): string =>
  [what, who, where, howOften, when === null ? null : `by ${tableDate(when)}`, evaluation?.evidence ?? null]
    .filter((part) => part !== null)
    .join('; ');

/** Source of the rule: issue 7 section 2 (free text of a secret child is left out unless the sender ticks passages in). */
function judge(rules: TextRules, where: string, text: string): Passage {
  const hash = createHash('sha256')
    .update(JSON.stringify([rules.childId, where, text]))
    .digest('hex');
  const never = rules.namesSecret?.(text) ?? false;
  return {
    passageId: hash.slice(0, 24),
    where,
    text,
    points: rules.pointsIn(text),
    state: never ? 'never' : rules.secret ? 'out' : 'in',
  };
}

const goes = ({ passageId, state }: Passage, choice: PassageChoice): boolean =>
  state === 'never' ? false : state === 'out' ? choice.include.has(passageId) : !choice.leaveOut.has(passageId);

/**
 * A child's PEP and targets with the free text that goes into the pack, and every passage there is. What does not go leaves no
 * mark: a reason is as if none had been given, a target as if it were not there.
 *
 * @example choosePassages(plans, { secret: true, … }, { include: new Set(), leaveOut: new Set() }).plans // no free text
 */
export function choosePassages(
  plans: Plans,
  rules: TextRules,
  choice: PassageChoice,
): { plans: Plans; passages: Passage[] } {
  const passages: Passage[] = [];
  const keeps = (where: string, text: string): boolean => {
    const passage = judge(rules, where, text);
    passages.push(passage);
    return goes(passage, choice);
  };
  const { lastPep, smartTargets } = plans;
  const pep: Section<LastPep> = lastPep.available
    ? {
        available: true,
        value: {
          ...lastPep.value,
          // Whoever grades may lead the locality, or have led that of a past secret place.
          gradedBy: rules.secret || rules.namesSecret?.(lastPep.value.gradedBy ?? '') ? null : lastPep.value.gradedBy,
          sections: lastPep.value.sections.map((section) => ({
            ...section,
            reason:
              section.reason !== null && keeps(`PEP, section ‘${section.name}’`, section.reason)
                ? section.reason
                : null,
          })),
        },
      }
    : lastPep;
  if (!smartTargets.available) return { plans: { lastPep: pep, smartTargets }, passages };
  const kept = smartTargets.value.filter((target, index) => keeps(`SMART target ${index + 1}`, textOfTarget(target)));
  return {
    plans: {
      lastPep: pep,
      smartTargets: kept.length === 0 ? { available: false, reason: NO_TARGET } : { available: true, value: kept },
    },
    passages,
  };
}

/** The same whether the PEP has no target or none of them is in the pack. */
export const NO_TARGET = 'no target of the last PEP is in this pack';
