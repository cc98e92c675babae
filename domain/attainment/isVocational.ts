/** Words by which the name of a course says that it is no GCSE. */
const COURSES =
  /(^|-)(btec|vocational|vtec|cambridge-national|cambridge-technical|ocr-national|tech-award|technical-award|technical-certificate|nvq|vrq|vcert|asdan|level-1-2|level-1-level-2|first-award|first-certificate|extended-certificate|diploma)(-|$)/;

/** Grades that no GCSE ever had: Distinction, Merit and Pass, alone, doubled, or with their level. */
const GRADES = /^(L?[12]?[DMP]\*?[12]?|(D\*?|M|P){2,3}|DISTINCTION\*?|MERIT|PASS|[A-Z]+ LEVEL [12])$/;
const GCSE_GRADES = /^(A\*|[A-GU]|[1-9])([-/ ]?(A\*|[A-GU]|[1-9]))?$/;

/**
 * Whether a key stage 4 grade is of a vocational qualification: its course says so, or no GCSE has such a grade. A
 * vocational grade is kept as it stands and is never read as GCSE letters: a Distinction is no GCSE D, DD no two of them.
 *
 * Source: domain.md section 5 (vocational grades); cases/vocational-grades-as-gcse.
 * @param subject in kebab case
 * @example isVocational('btec-travel', 'DD') // true
 * @example isVocational('combined-science', 'DD') // false
 * @example isVocational('engineering', 'D*D*') // true
 */
export function isVocational(subject: string, value: string): boolean {
  const grade = value.trim().toUpperCase();
  return COURSES.test(subject) || (!GCSE_GRADES.test(grade) && GRADES.test(grade));
}
