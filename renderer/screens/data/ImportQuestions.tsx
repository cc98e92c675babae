import { Checkbox } from '@mantine/core';
import type { ImportPreview } from '#contract/imports.ts';

/** What must be looked at before these files go in, each answered by ticking what the person is sure of. */
export function ImportQuestions(props: {
  questions: ImportPreview['questions'];
  confirmed: readonly string[];
  onChange: (confirmed: string[]) => void;
}) {
  const { questions, confirmed, onChange } = props;
  if (questions.length === 0) return null;
  return (
    <section className="vsk-questions" aria-label="Look at this first">
      <h4>Look at this first</h4>
      {questions.map(({ id, words, confirm }) => (
        <div key={id}>
          <p>{words}</p>
          <Checkbox
            label={confirm}
            checked={confirmed.includes(id)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...confirmed, id] : confirmed.filter((each) => each !== id))
            }
          />
        </div>
      ))}
      <p className="vsk-muted">Without an answer nothing goes in.</p>
    </section>
  );
}
