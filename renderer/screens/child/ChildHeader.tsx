import { Button } from '@mantine/core';
import { IconEyeOff, IconPackageExport, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ChildRecord } from '#contract/children.ts';
import { withoutSchoolWords } from '#domain/enrolment/withoutSchool.ts';
import { urnWords } from '#domain/identifiers/urnWords.ts';
import { printPage } from '#renderer/api.ts';
import { ncYearText, senText, spanText } from '#renderer/ui/childWords.ts';
import { wordsOf } from '#renderer/ui/codeWords.ts';
import { dateInText, plural } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import classes from './child.module.css';

type Header = ChildRecord['header'];

/** The child's name as text says it, with the name they are known by. */
export function ChildName({ header }: { header: Header }) {
  return (
    <Name>
      {header.textName}
      {header.knownAs !== null && <span className={classes.knownAs}> (known as {header.knownAs})</span>}
    </Name>
  );
}

/** Nursery may begin at three; before that no year group and no school are missing. */
const isBeforeSchool = (header: Header): boolean =>
  header.ncYear === null && header.school === null && header.age !== null && header.age < 3;

const yearWords = (header: Header): string => {
  const year = header.ncYear;
  if (isBeforeSchool(header)) return 'before nursery age';
  return year === null ? 'NC year not known' : year <= 0 ? ncYearText(year) : `NC year ${year}`;
};

/** Where the child is taught who is at no school, since when. */
export const noSchoolWords = ({ withoutSchool }: Pick<Header, 'withoutSchool'>): string =>
  withoutSchool
    ? `${withoutSchoolWords(withoutSchool.kind)} since ${dateInText(withoutSchool.from)}`
    : withoutSchoolWords(null);

function School({ school, designatedTeacher, ...header }: Header) {
  if (school === null) return <>{noSchoolWords(header)}</>;
  return (
    <>
      {school.name} ({urnWords(school.urn)}), designated teacher{' '}
      {designatedTeacher === null ? 'not recorded' : <Name>{designatedTeacher}</Name>}
    </>
  );
}

/**
 * Where the child lives. A confidential placement is said only while it is shown on purpose, and never on paper: somebody
 * sits beside the screen, and a print leaves the room.
 */
function Placement({ header, shown }: { header: Header; shown: boolean }) {
  if (!header.confidentialPlacement) return <>{placementWords(header)}</>;
  const hidden = 'placement confidential';
  if (!shown) return <>{hidden}</>;
  return (
    <>
      <span className="vsk-noprint">
        {placementWords(header)} · {header.localityName}
      </span>
      <span className={classes.printOnly}>{hidden}</span>
    </>
  );
}

const placementWords = (header: Header): string => {
  const type = wordsOf('placement', header.placementType, 'placement not recorded');
  return header.placementDistrict === null ? type : `${type}, ${header.placementDistrict}`;
};

/** Another authority by its name, or by the Department's number where no name is known. */
export const authorityWords = (authority: string | null): string =>
  authority === null ? 'another authority' : /^\d+$/.test(authority) ? `local authority ${authority}` : authority;

const careWords = (header: Header, asAt: string): string => {
  if (!header.lookedAfter || header.inCareSince === null) return `not looked after on ${dateInText(asAt)}`;
  return `in care ${spanText(header.inCareSince, asAt)}`;
};

/** Who the child is, at a glance, in one sentence of facts. Whoever may not see the care is told none of it, not that there is none. */
export function ChildFacts(props: {
  header: Header;
  asAt: string;
  placementShown: boolean;
  attendanceOnly: boolean | undefined;
}) {
  const { header, asAt, placementShown, attendanceOnly } = props;
  const care = attendanceOnly ? [] : [plural(header.placements, 'placement')];
  const after = [
    // The locality says as much as the district: it is shown with a secret placement, not before.
    ...(header.confidentialPlacement ? [] : [header.localityName]),
    [careWords(header, asAt), ...care, plural(header.schools, 'school')].join(', '),
    ...(header.ownChild ? [] : [`responsible: ${authorityWords(header.responsibleAuthority)}`]),
  ];
  return (
    <>
      {header.age === null ? 'age not known' : plural(header.age, 'year')}, {yearWords(header)} ·{' '}
      {!isBeforeSchool(header) && (
        <>
          <School {...header} /> ·{' '}
        </>
      )}
      {(!attendanceOnly || header.confidentialPlacement) && (
        <>
          <Placement header={header} shown={placementShown} /> ·{' '}
        </>
      )}
      {after.join(' · ')}
    </>
  );
}

/** What changes how the record is read: the cohort, SEN, UASC, a confidential placement, a sealed record. */
export function ChildActions({ header, onMakePack }: { header: Header; onMakePack: (() => void) | null }) {
  const sen = header.senStatus === 'N' || header.senStatus === null ? null : senText(header.senStatus);
  return (
    <>
      <span className={classes.badges}>
        {header.lac12 && <Tag tone="neutral">12-month cohort</Tag>}
        {sen !== null && <Tag tone="neutral">{sen}</Tag>}
        {header.uasc && <Tag tone="neutral">UASC</Tag>}
        {header.dateOfBirthDisputed && <Tag tone="amber">Date of birth disputed</Tag>}
      </span>
      <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={printPage}>
        Print
      </Button>
      {onMakePack && (
        <Button
          leftSection={<IconPackageExport size={16} aria-hidden />}
          disabled={header.school === null}
          title={
            header.school === null ? 'A pack is for a designated teacher, and the child has no school.' : undefined
          }
          onClick={onMakePack}
        >
          Make pack
        </Button>
      )}
    </>
  );
}

/** Warnings that must be read before anything else of the record is used; a confidential placement is shown from here. */
export function ChildWarnings(props: {
  header: Header;
  placementShown: boolean;
  /** null: the placement is not this person's to see. */
  onShowPlacement: ((shown: boolean) => void) | null;
  /** Why it is secret, and the question whether it still is. */
  secrecy: ReactNode;
  /** What can be done where it was closed by mistake. */
  closed: ReactNode;
}) {
  const { header, placementShown, onShowPlacement, secrecy, closed } = props;
  return (
    <>
      {header.confidentialPlacement && (
        <div className={classes.warning} role="note">
          <IconEyeOff size={18} aria-hidden />
          <div>
            <strong>Confidential placement.</strong>{' '}
            {onShowPlacement
              ? 'Its district and type are hidden here until you show them, and never leave the team on paper or in a pack. Do not say them aloud in a meeting.'
              : 'Say to nobody outside the team where this child lives or goes to school.'}
            {secrecy}
          </div>
          {onShowPlacement && (
            <Button
              variant="default"
              className={`${classes.reveal} vsk-noprint`}
              aria-pressed={placementShown}
              onClick={() => onShowPlacement(!placementShown)}
            >
              {placementShown ? 'Hide the placement' : 'Show the placement'}
            </Button>
          )}
        </div>
      )}
      {header.sealed && (
        <div className={classes.warning} role="note">
          <IconEyeOff size={18} aria-hidden />
          <div>
            <strong>Closed on adoption.</strong> Nothing new may be attached to this record: no name, UPN or school.
            {closed}
          </div>
        </div>
      )}
    </>
  );
}
