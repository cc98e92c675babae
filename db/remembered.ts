/**
 * The same question with its answers kept: for what is asked of the same few hundred days a hundred thousand times.
 *
 * @example remembered(academicYearOf)('2024-09-02') // '2024/25', worked out once
 */
export function remembered<Answer>(ask: (about: string) => Answer): (about: string) => Answer {
  const known = new Map<string, Answer>();
  return (about) => {
    let answer = known.get(about);
    if (answer === undefined) {
      answer = ask(about);
      known.set(about, answer);
    }
    return answer;
  };
}
