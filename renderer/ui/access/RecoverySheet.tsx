import { createPortal } from 'react-dom';
import type { StoreStatus } from '#contract/store.ts';
import { dateInText } from '#renderer/ui/format.ts';
import './access.css';

/** What the recovery key is for and where to keep it, in the words of the sheet and of the text file. */
const words = [
  'With this key an administrator opens the store when the passphrase is forgotten, and gives themselves a new one.',
  'It opens every child’s record. Keep it in a safe or a sealed envelope in the office: never with the laptop, never in an e-mail.',
  'It works once. Afterwards VSK Tracker makes a new one: destroy this sheet then.',
  'How: start VSK Tracker, choose ‘Use the recovery key’, and type the characters. Capitals, spaces and dashes do not matter.',
];

const heading = (status: StoreStatus) => `${status.authorityName ?? 'VSK Tracker'}: recovery key`;

/** The day a time falls on in Kent, as text. */
const dayOf = (time: string) =>
  dateInText(new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date(time)));

/** The same sheet as a text file. */
export function recoverySheetText(status: StoreStatus, recoveryKey: string, madeAt: string): string {
  const lines = [
    heading(status),
    '',
    recoveryKey,
    '',
    `Made: ${dayOf(madeAt)}`,
    `For: ${status.user?.name ?? 'the administrator'}`,
    `Store: ${status.folder}`,
    '',
    ...words,
    '',
  ];
  return lines.join('\r\n');
}

/** The sheet that Print puts on paper; on screen nothing of it shows. It alone prints while it is there. */
export function RecoverySheet({
  status,
  recoveryKey,
  madeAt,
}: {
  status: StoreStatus;
  recoveryKey: string;
  madeAt: string;
}) {
  return createPortal(
    <section className="vsk-sheet" aria-hidden="true">
      <p className="vsk-sheet-mark">OFFICIAL-SENSITIVE. Keep locked away.</p>
      <p className="vsk-sheet-title">{heading(status)}</p>
      <p className="vsk-sheet-key">
        {groupsOf(recoveryKey).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one key never move, and two may be the same
          <span key={index}>{group}</span>
        ))}
      </p>
      <dl>
        <dt>Made</dt>
        <dd>{dayOf(madeAt)}</dd>
        <dt>For</dt>
        <dd>{status.user?.name}</dd>
        <dt>Store</dt>
        <dd>{status.folder}</dd>
      </dl>
      {words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>,
    document.body,
  );
}

/** The groups a recovery key is written in. @example groupsOf('AB2C-D3EF') // ['AB2C', 'D3EF'] */
export function groupsOf(recoveryKey: string): string[] {
  return recoveryKey.split(/[\s-]+/).filter((group) => group !== '');
}
