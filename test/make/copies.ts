/** The test that had the last copy. */
let last: string | null = null;
let isOut = false;

/** The test that runs; null outside of vitest's, as in a process that a test starts. */
const testUnderWay = (): Promise<string | null> =>
  import('vitest').then(
    ({ expect }) => {
      const { testPath, currentTestName } = expect.getState();
      return `${testPath} ${currentTestName}`;
    },
    () => null,
  );

/**
 * A store that was made once a run may be given out as a copy, which is the same store: the same keys, secrets and ids. So that
 * no test can take one for another, a test has one copy at the most, and a second is given out only when the first was
 * taken away; every further store is made anew.
 *
 * @returns what gives the copy back; null where the store is to be made anew
 */
export async function take(): Promise<{ giveBack: () => void } | null> {
  const now = await testUnderWay();
  if (now === null || now === last || isOut) return null;
  last = now;
  isOut = true;
  return {
    giveBack: () => {
      isOut = false;
    },
  };
}
