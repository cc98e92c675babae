import { Button } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import type { WhoIs as Question } from '#contract/imports.ts';
import { dateInTable, plural } from '#renderer/ui/format.ts';
import { FreeText, Name } from '#renderer/ui/Name.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';

/** Answers beside a child's id; the same words as the call's. */
const NEW = 'new';
const LEFT_OUT = 'leaveOut';

/** So many at once; what is answered in bulk answers those that are not shown too. */
const SHOWN = 40;

type Candidate = Question['candidates'][number];
type Says = Question['says'];

const date = (day: string | null) => (day === null ? null : dateInTable(day));

/** What stands side by side: what the file says, what is held, and whether the two agree. */
const lines: readonly {
  title: string;
  part?: Candidate['agrees'][number];
  says: (says: Says) => string | null;
  held: (candidate: Candidate) => string | null;
}[] = [
  { title: 'Name', part: 'name', says: ({ name }) => name, held: ({ name }) => name },
  {
    title: 'Birth date',
    part: 'dateOfBirth',
    says: ({ dateOfBirth }) => date(dateOfBirth),
    held: ({ dateOfBirth }) => date(dateOfBirth),
  },
  { title: 'UPN', part: 'upn', says: ({ upn }) => upn, held: ({ upn }) => upn },
  {
    title: 'Local id',
    part: 'localId',
    says: ({ localId, issuer }) => `${localId} of ${issuer}`,
    held: ({ localIds }) => localIds.map(({ value, issuer }) => `${value} of ${issuer}`).join(', '),
  },
  { title: 'School', says: () => null, held: ({ school }) => school },
  { title: 'In care', says: () => null, held: ({ inCare }) => (inCare ? 'now' : 'not now') },
];

/**
 * Rows of which only a person can say whom they mean: each with what the file says beside what is held of the children it may
 * mean. Digits choose a child, N makes a new one, X leaves the row out, L leaves the question open, arrows go on.
 */
export function WhoIs(props: {
  questions: readonly Question[];
  answers: ReadonlyMap<string, string>;
  busy?: boolean;
  onAnswer: (ids: readonly string[], answer: (question: Question) => string | null) => void;
}) {
  const { questions, answers, busy = false, onAnswer } = props;
  const list = useRef<HTMLOListElement>(null);
  const go = (from: HTMLElement, step: 1 | -1) => {
    const items = [...(list.current?.children ?? [])];
    const at = items.findIndex((item) => item.contains(from));
    items[at + step]?.querySelector('button')?.focus();
  };
  return (
    <ol className="vsk-who" ref={list}>
      {questions.slice(0, SHOWN).map((question) => (
        <Asked
          key={question.id}
          question={question}
          answer={answers.get(question.id) ?? null}
          alike={questions.filter(({ words, canBeNew, candidates }) => {
            const same = words === question.words && canBeNew === question.canBeNew;
            return same && candidates.length === question.candidates.length;
          })}
          busy={busy}
          onAnswer={onAnswer}
          onGo={go}
        />
      ))}
      {questions.length > SHOWN && (
        <li className="vsk-muted">
          {plural(questions.length - SHOWN, 'more question')} like these, shown once some are answered.
        </li>
      )}
    </ol>
  );
}

function Asked(props: {
  question: Question;
  answer: string | null;
  alike: readonly Question[];
  busy: boolean;
  onAnswer: (ids: readonly string[], answer: (question: Question) => string | null) => void;
  onGo: (from: HTMLElement, step: 1 | -1) => void;
}) {
  const { question, answer, alike, busy, onAnswer, onGo } = props;
  const { id, fileName, row, rows, words, says, candidates, canBeNew } = question;
  const say = (chosen: string | null) => onAnswer([id], () => chosen);
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (busy || ctrlKey || metaKey || altKey) return;
    const candidate = /^[1-9]$/.test(key) ? candidates[Number(key) - 1] : undefined;
    if (candidate) say(candidate.childId);
    else if (key === 'n' && canBeNew) say(NEW);
    else if (key === 'x') say(LEFT_OUT);
    else if (key === 'l') say(null);
    else if (key === 'ArrowDown') onGo(event.currentTarget, 1);
    else if (key === 'ArrowUp') onGo(event.currentTarget, -1);
    else return;
    event.preventDefault();
  };
  const chosenAt = candidates.findIndex(({ childId }) => childId === answer);
  const sameForAll = () =>
    onAnswer(
      alike.map((each) => each.id),
      (each) => (chosenAt < 0 ? answer : (each.candidates[chosenAt]?.childId ?? null)),
    );
  const choice = (key: string, value: string | null, label: string) => (
    <Button
      size="xs"
      variant={answer === value ? 'filled' : 'default'}
      aria-pressed={answer === value}
      aria-keyshortcuts={key}
      disabled={busy}
      leftSection={
        <span className="vsk-key" aria-hidden="true">
          {key}
        </span>
      }
      onClick={() => say(value)}
    >
      {label}
    </Button>
  );
  return (
    <li onKeyDown={keys} aria-label={`Who is local id ${says.localId} in ${fileName}?`}>
      <p>
        <span className="vsk-strong">Who is this?</span>{' '}
        <span className="vsk-muted">
          {fileName},{' '}
          {row === 0 ? plural(rows, 'mark') : rows === 1 ? `row ${row}` : `${plural(rows, 'row')} from row ${row}`}.{' '}
          <FreeText>{words}.</FreeText>
        </span>
      </p>
      <ScrollRegion label={`What is known of local id ${says.localId}`}>
        <table className="vsk-plain-table">
          <thead>
            <tr>
              <td />
              <th scope="col">The file says</th>
              {candidates.map((candidate, at) => (
                <th scope="col" key={candidate.childId}>
                  {at + 1} <Name>{candidate.name}</Name>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ title, part, says: said, held }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>
                  <Name>{said(says) ?? <span className="vsk-muted">says nothing</span>}</Name>
                </td>
                {candidates.map((candidate) => (
                  <td key={candidate.childId}>
                    <Name>{held(candidate) ?? <span className="vsk-muted">not known</span>}</Name>{' '}
                    <Agreement
                      agrees={part ? candidate.agrees.includes(part) : null}
                      both={said(says) !== null && held(candidate) !== null}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="vsk-who-answers">
        {candidates.map(({ childId, name }, at) => (
          <Button
            key={childId}
            size="xs"
            variant={answer === childId ? 'filled' : 'default'}
            aria-pressed={answer === childId}
            aria-keyshortcuts={String(at + 1)}
            disabled={busy}
            leftSection={
              <span className="vsk-key" aria-hidden="true">
                {at + 1}
              </span>
            }
            onClick={() => say(childId)}
          >
            <span>
              It is <Name>{name}</Name>
            </span>
          </Button>
        ))}
        {canBeNew && choice('N', NEW, 'A new child')}
        {choice('X', LEFT_OUT, 'Leave it out')}
        {choice('L', null, 'Later')}
        {answer !== null && alike.length > 1 && (
          <Button size="xs" variant="subtle" disabled={busy} onClick={sameForAll}>
            The same for all {alike.length} like this
          </Button>
        )}
      </div>
    </li>
  );
}

function Agreement({ agrees, both }: { agrees: boolean | null; both: boolean }) {
  if (agrees === null || !both) return null;
  return agrees ? <span className="vsk-agrees">✓ same</span> : <span className="vsk-differs">▲ differs</span>;
}
