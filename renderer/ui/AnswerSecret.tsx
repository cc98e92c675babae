import { Button, Group, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { ErrorState } from './states.tsx';

/** 'Still secret?' with its reason: the answer can be taken back, and until it is given the placement is secret. */
export function AnswerSecret({ childId, secretId, of }: { childId: string; secretId: string; of: string }) {
  const [opened, setOpened] = useState(false);
  const [reason, setReason, draft] = useDraft(`placement:still:${secretId}`, '');
  const answer = useCommand('secrets.answer');
  const [done, setDone] = useState<string | null>(null);
  const say = (word: 'stillSecret' | 'open') =>
    answer.mutate(
      { childId, secretId, answer: word, reason },
      {
        onSuccess: ({ words }) => {
          draft.clear();
          setDone(words);
        },
      },
    );
  const words = useRef<HTMLTextAreaElement>(null);
  // The button that opened it is gone: the focus goes to what came in its place.
  useEffect(() => {
    if (opened) words.current?.focus();
  }, [opened]);
  const ready = reason.trim().length >= 5 && !answer.isPending;
  if (!opened && reason === '')
    return (
      <Button variant="default" size="xs" aria-label={`Still secret? Answer for ${of}`} onClick={() => setOpened(true)}>
        Still secret? Answer
      </Button>
    );
  return (
    <div>
      <Textarea
        ref={words}
        mt={8}
        label="Still secret? Say why, or why not"
        description="Stands in the record and the audit. Nothing that is past is opened."
        autosize
        minRows={1}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="sm" mt={8}>
        <Button variant="default" disabled={!ready} onClick={() => say('stillSecret')}>
          Yes, still secret
        </Button>
        <Button variant="default" disabled={!ready} onClick={() => say('open')}>
          No longer secret
        </Button>
        {done !== null && <span role="status">{done}</span>}
      </Group>
      {answer.error !== null && <ErrorState failure={answer.error} />}
    </div>
  );
}
