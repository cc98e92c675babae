import { Tabs } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { ChildRecord } from '#contract/children.ts';
import { useMakePacks } from '#renderer/data/packChoice.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { usePlace } from '#renderer/data/usePlace.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { Page } from '#renderer/ui/Page.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import { AttainmentTab } from './AttainmentTab.tsx';
import { AttendanceTab } from './AttendanceTab.tsx';
import { CareTab, ContactsTab } from './CareTab.tsx';
import { ChildActions, ChildFacts, ChildName, ChildWarnings } from './ChildHeader.tsx';
import classes from './child.module.css';
import { MergeRecords } from './MergeRecords.tsx';
import { OpenClosed } from './OpenClosed.tsx';
import { PepsTab } from './PepsTab.tsx';
import { PastSecrecy, Secrecy } from './Secrecy.tsx';
import { SummaryTab } from './SummaryTab.tsx';
import { SuspensionsTab } from './SuspensionsTab.tsx';

/** One child's record as at the frame's date. Printed, it is the whole record, every tab under its own heading. */
export function ChildScreen() {
  const { childId } = useParams({ from: '/children/$childId' });
  const { asAt } = useScope();
  const query = useCall('children.get', { childId, asAt }, { keepPrevious: true });
  const makePacks = useMakePacks();
  // For one record only: the next child's confidential placement is hidden again.
  const [shownFor, setShownFor] = useState<string | null>(null);
  const placementShown = shownFor === childId;
  const record = query.data;
  // Of two records that were made one, a link to the one that went leads to the one that stayed.
  const navigate = useNavigate();
  const stays = query.held ? childId : (record?.childId ?? childId);
  useEffect(() => {
    if (stays !== childId)
      void navigate({
        to: '/children/$childId',
        params: { childId: stays },
        search: (search) => search,
        replace: true,
      });
  }, [stays, childId, navigate]);
  if (record === undefined)
    return (
      <Page title="Child" titleText="Child">
        <Answered query={query} lines={12}>
          {() => null}
        </Answered>
      </Page>
    );
  const { header } = record;
  return (
    <Page
      title={<ChildName header={header} />}
      titleText="Child"
      sentence={
        <ChildFacts
          header={header}
          asAt={record.asAt}
          placementShown={placementShown}
          attendanceOnly={record.attendanceOnly}
        />
      }
      actions={
        <ChildActions
          header={header}
          onMakePack={
            record.attendanceOnly
              ? null
              : () => makePacks({ children: [{ childId, schoolId: header.school?.id ?? null }] })
          }
        />
      }
    >
      <ChildWarnings
        header={header}
        placementShown={placementShown}
        onShowPlacement={record.attendanceOnly ? null : (shown) => setShownFor(shown ? childId : null)}
        secrecy={<Secrecy childId={childId} secrecy={record.secrecy} of={header.listName} />}
        closed={record.attendanceOnly ? null : <OpenClosed childId={childId} />}
      />
      <Record record={record} placementShown={placementShown} />
    </Page>
  );
}

function Record({ record, placementShown }: { record: ChildRecord; placementShown: boolean }) {
  const [tab, setTab] = usePlace('tab', record.attendanceOnly ? 'attendance' : 'summary');
  const all: [string, string, ReactNode][] = [
    ['summary', 'Summary', <SummaryTab key="summary" record={record} />],
    ['attainment', 'Attainment', <AttainmentTab key="attainment" record={record} />],
    ['attendance', 'Attendance', <AttendanceTab key="attendance" record={record} />],
    ['suspensions', 'Suspensions', <SuspensionsTab key="suspensions" record={record} />],
    ['peps', 'PEPs', <PepsTab key="peps" record={record} />],
    [
      'care',
      'Care and schools',
      <div key="care" className={classes.stack}>
        <CareTab record={record} placementShown={placementShown} />
        <PastSecrecy childId={record.childId} secrecy={record.secrecy} />
        {!record.header.sealed && <MergeRecords childId={record.childId} of={record.header.listName} />}
      </div>,
    ],
  ];
  const ofAttendance = all.filter(([value]) => ['attendance', 'suspensions'].includes(value));
  const tabs = record.attendanceOnly
    ? [...ofAttendance, ['contacts', 'Contacts', <ContactsTab key="contacts" record={record} />] as const]
    : all;
  return (
    // By display alone: the print styles can show every part again, which they cannot with what React holds back.
    <Tabs value={tab} onChange={(next) => setTab(next ?? 'summary')} keepMounted keepMountedMode="display-none">
      <Tabs.List className="vsk-noprint" aria-label="Parts of the record">
        {tabs.map(([value, title]) => (
          <Tabs.Tab key={value} value={value}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(([value, title, content]) => (
        <Tabs.Panel key={value} value={value} className={classes.panel ?? ''} pt="md">
          <h2 className={classes.printHeading}>{title}</h2>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
