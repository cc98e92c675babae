import { Radio } from '@mantine/core';
import type { ReleasePreview } from '#contract/reports.ts';

type Pooling = NonNullable<ReleasePreview['pooling']>;
export type Pool = Pooling['chosen'];

/** Ways of taking years together, each with what it hides: fewer children are told apart, so more of the table leaves. */
export function YearsTogether(props: { pooling: Pooling; chosen: Pool; onChoose: (pool: Pool) => void }) {
  const { pooling, chosen, onChoose } = props;
  return (
    <Radio.Group
      label="Years"
      description="Years together put more children in a line. What leaves one way is compared with the other from then on."
      value={chosen}
      onChange={(value) => onChoose(value as Pool)}
      mb={12}
    >
      {pooling.choices.map(({ pool, words, cells, hidden }) => (
        <Radio key={pool} value={pool} label={`${words}: ${hidden} of ${cells} cells hidden`} mt={6} />
      ))}
    </Radio.Group>
  );
}
