import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { plural } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { WhoIs } from './WhoIs.tsx';

/** What imports have asked and nobody has answered: the rows wait here until somebody does. Nothing where nothing waits. */
export function OpenQuestions() {
  const query = useCall('imports.questions', {});
  const answering = useJobOf('imports.answer');
  const [answers, setAnswers] = useState<ReadonlyMap<string, string>>(new Map());
  const questions = query.data?.rows ?? [];
  const answered = questions.flatMap(({ id }) => {
    const answer = answers.get(id);
    return answer === undefined ? [] : [{ questionId: id, answer }];
  });
  if (questions.length === 0 && !answering.running) return null;
  return (
    <Panel title="Questions that wait">
      <p className="vsk-muted">
        These rows stay out until somebody says whom they mean. They then go in as an import of their own, which can be
        undone; undoing the import that asked takes its questions with it.
      </p>
      {answering.running && <JobProgress job={answering.job} onCancel={answering.cancel} />}
      {answering.failure && <ErrorState failure={answering.failure} />}
      <WhoIs
        questions={questions}
        answers={answers}
        busy={answering.running}
        onAnswer={(ids, answer) => {
          const next = new Map(answers);
          for (const question of questions.filter(({ id }) => ids.includes(id))) {
            const chosen = answer(question);
            if (chosen === null) next.delete(question.id);
            else next.set(question.id, chosen);
          }
          setAnswers(next);
        }}
      />
      <div className="vsk-dialog-actions">
        <Button
          disabled={answered.length === 0 || answering.running}
          onClick={() => answering.start({ answers: answered })}
        >
          {answered.length === 0 ? 'Answer' : `Bring in ${plural(answered.length, 'answer')}`}
        </Button>
      </div>
    </Panel>
  );
}
