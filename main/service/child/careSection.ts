import type { ChildRecord } from '#contract/children.ts';
import type { DatedFact } from '#db/queries/careFacts.ts';
import type {
  DateOfBirthFact,
  EnrolmentRow,
  EpisodeRow,
  IdentifierFact,
  LocalityFact,
  NameFact,
  Sourced,
} from '#db/queries/childRecord.ts';
import { addDays, earlierOf, type PlainDate } from '#domain/calendar/plainDate.ts';

/** The child's locality on a date in words; 'Unallocated' where the rule could name none. */
export const localityNameOn = (localities: readonly LocalityFact[], date: PlainDate): string | null => {
  const on = localities.find((each) => each.from <= date && (each.to === null || each.to >= date));
  return on ? (on.name ?? 'Unallocated') : null;
};

/** An episode's locality on its last day that is not after the date looked at. */
const localityOf = (episode: EpisodeRow, localities: readonly LocalityFact[], asAt: PlainDate): string => {
  const lastDay = episode.end === null ? asAt : addDays(episode.end, -1);
  const day = earlierOf(lastDay, asAt);
  return localityNameOn(localities, day < episode.start ? episode.start : day) ?? 'Unallocated';
};

/**
 * The dated facts of a child's care and schools, oldest first, whole: each carries its own dates. Of a sealed record no
 * name and no UPN of the time before is told. Source: domain.md section 1.
 */
export function careSection(given: {
  asAt: PlainDate;
  sealed: boolean;
  episodes: readonly (EpisodeRow & Sourced)[];
  enrolments: readonly (EnrolmentRow & Sourced)[];
  localities: readonly LocalityFact[];
  sen: readonly (DatedFact & Sourced & { status: string })[];
  names: readonly (NameFact & Sourced)[];
  identifiers: readonly (IdentifierFact & Sourced)[];
  datesOfBirth: readonly (DateOfBirthFact & Sourced)[];
}): ChildRecord['care'] {
  const { asAt, sealed, localities } = given;
  return {
    episodes: given.episodes.map((episode) => ({
      id: episode.id,
      origin: episode.origin,
      from: episode.start,
      to: episode.end,
      legalStatus: episode.legalStatus,
      needCode: episode.needCode,
      placementType: episode.placementType,
      placementDistrict: episode.placementDistrict,
      reasonStarted: episode.reasonStarted,
      reasonCeased: episode.reasonCeased,
      localityName: localityOf(episode, localities, asAt),
    })),
    enrolments: given.enrolments.map((row) => ({ ...row, alternativeProvision: row.alternativeProvision === 1 })),
    sen: [...given.sen],
    names: sealed ? [] : [...given.names],
    identifiers: given.identifiers
      .filter((each) => !sealed || each.kind === 'localId')
      .map(({ id, origin, kind, value, from, to }) => ({ id, origin, kind, value, from, to })),
    datesOfBirth: given.datesOfBirth.map((row) => ({ ...row, disputed: row.disputed === 1 })),
  };
}
