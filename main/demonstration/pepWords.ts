import type { Random } from './random.ts';

export type Grade = 'green' | 'amber' | 'red';

/** Why a section was graded as it was: sentences an assistant head would write, by section and grade. */
const REASONS: Readonly<Record<string, Readonly<Record<Grade, readonly string[]>>>> = {
  childsVoice: {
    green: [
      "The child's own words open the plan and two of the targets follow from them.",
      'The child chose how to give a view and the plan says how it was gathered.',
      'Views on school, friends and reading are here in the first person and are recent.',
    ],
    amber: [
      "The child's words are here, but not how or when they were gathered.",
      'The view is carried over from the last plan with one new sentence.',
    ],
    red: ['No view of the child is recorded and nothing says why not.'],
  },
  historyAndAttainment: {
    green: [
      'All schools since reception are listed and current levels stand beside the starting points.',
      "This term's assessments are complete, with the expected outcome for each subject.",
    ],
    amber: [
      'Attainment is recorded, but there is no starting point to measure progress from.',
      'Maths and English are up to date; science is last summer’s.',
    ],
    red: ['Attainment is left empty although the school holds this term’s assessments.'],
  },
  needsAndBarriers: {
    green: [
      'Needs are specific, come from assessment, and each has something planned against it.',
      'Attachment and memory difficulties are described with what they look like in class.',
    ],
    amber: [
      'Needs are named in general words; say what they look like in lessons.',
      'The speech and language report is mentioned but not used.',
    ],
    red: ['The plan says there are no barriers although attendance has fallen below 85 %.'],
  },
  previousTargets: {
    green: [
      'Each earlier target is evaluated with evidence, and the unmet one is carried on with a reason.',
      'Evaluation is honest and says what made the difference.',
    ],
    amber: ['Targets are marked as met without evidence.', 'One of three earlier targets is not mentioned.'],
    red: ['The earlier targets are not evaluated at all.'],
  },
  newTargets: {
    green: [
      'All targets say what, by when, where, who helps and how often.',
      'Targets are small enough to be met this term and can be checked.',
    ],
    amber: [
      'Two targets are SMART; “improve writing” needs a measure and a date.',
      'Targets are clear but nobody is named for the third.',
    ],
    red: ['The targets are the same as last term’s, word for word.'],
  },
  interventionsAndFunding: {
    green: [
      'Tuition is costed against the reading target and last term’s spend is evaluated.',
      'Each request for pupil premium plus names the target it serves.',
    ],
    amber: [
      'Interventions are listed, but not which target the funding serves.',
      'Costs are given without saying what changed as a result of the last ones.',
    ],
    red: ['Funding is asked for and no intervention is described.'],
  },
  transitionAndStability: {
    green: [
      'The move to the next key stage is planned with visits and a named adult.',
      'Changes of placement are foreseen and transport is settled.',
    ],
    amber: [
      'A placement move is expected; say how the school place will be kept.',
      'Transition is mentioned without dates.',
    ],
    red: ['A school move is planned within the month and the plan is silent about it.'],
  },
  peopleAndNextDate: {
    green: [
      'Everyone who was there is named with their role and the next meeting is in the diary.',
      'Carer, social worker and designated teacher took part; the next date is set.',
    ],
    amber: ['The next date is missing.', 'The carer is not named among those present.'],
    red: ['Neither the people present nor the next date are recorded.'],
  },
};

export const reasonFor = (random: Random, section: string, grade: Grade): string =>
  random.pick(REASONS[section]?.[grade] ?? ['Judged with the agreed rubric.']);

/** What a section says, short, for the most recent plans. */
const CONTENT: Readonly<Record<string, readonly string[]>> = {
  childsVoice: [
    '“I like my form tutor. I want quieter places at lunch and more time on the computers.”',
    '“Maths is better now that I sit near the front. I would like to learn the drums.”',
    '“I want to be told before there is a supply teacher.”',
  ],
  historyAndAttainment: [
    'Settled at this school since the start of the year. Assessed this term in all core subjects.',
    'Two schools in two years; reading has caught up, writing has not yet.',
  ],
  needsAndBarriers: [
    'Finds changes of routine hard and needs warning of them. Working memory is low.',
    'Gaps from missed schooling in number; no behaviour difficulty.',
  ],
  previousTargets: [
    'Two of three targets met; the spelling target continues with smaller steps.',
    'All targets evaluated with the class teacher and the child.',
  ],
  newTargets: [
    'Three targets agreed with the child: see below.',
    'Targets agreed on reading, attendance and confidence.',
  ],
  interventionsAndFunding: [
    'One-to-one tuition weekly, costed below. Breakfast club every day.',
    'Reading programme three times a week; a laptop was provided last term.',
  ],
  transitionAndStability: [
    'No change of school or placement is expected.',
    'Visits to the next school in the summer term with the mentor.',
  ],
  peopleAndNextDate: [
    'Present: child, carer, social worker, designated teacher. Next date agreed.',
    'Present: carer, designated teacher, Virtual School officer. Next date agreed.',
  ],
};

export const contentFor = (random: Random, section: string): string => random.pick(CONTENT[section] ?? ['Filled in.']);

export type TargetWords = { what: string; where: string; who: string; howOften: string; cost: number | null };

const PRIMARY: readonly TargetWords[] = [
  {
    what: 'Read a levelled book aloud to an adult without help with at least nine words in ten',
    where: 'School library',
    who: 'Teaching assistant',
    howOften: 'Three times a week',
    cost: null,
  },
  {
    what: 'Recall the 3, 4 and 8 times tables in any order within six seconds each',
    where: 'In class',
    who: 'Class teacher',
    howOften: 'Daily for ten minutes',
    cost: null,
  },
  {
    what: 'Write five sentences with capital letters and full stops in the right places',
    where: 'In class',
    who: 'Class teacher',
    howOften: 'Twice a week',
    cost: null,
  },
  {
    what: 'Use the calm corner before a difficulty grows, four times in five',
    where: 'Classroom',
    who: 'Learning mentor',
    howOften: 'Every day',
    cost: 120,
  },
  {
    what: 'Gain 20 points on the spelling test with one-to-one tuition',
    where: 'Small room',
    who: 'Tutor',
    howOften: 'One hour a week',
    cost: 400,
  },
];
const SECONDARY: readonly TargetWords[] = [
  {
    what: 'Hand in every English homework and raise the mock grade by one',
    where: 'Homework club',
    who: 'English teacher',
    howOften: 'Twice a week',
    cost: null,
  },
  {
    what: 'Solve linear equations with 80 % right in the end-of-unit test',
    where: 'Maths lessons',
    who: 'Maths tutor',
    howOften: 'One hour a week',
    cost: 400,
  },
  {
    what: 'Be in tutor time by 8.40 on nine days in ten',
    where: 'School',
    who: 'Carer and form tutor',
    howOften: 'Daily',
    cost: null,
  },
  {
    what: 'Stay in lessons without a removal for three weeks running',
    where: 'School',
    who: 'Head of year',
    howOften: 'Reviewed weekly',
    cost: 80,
  },
  {
    what: 'Visit two colleges and write down what each asks for',
    where: 'Colleges',
    who: 'Careers adviser',
    howOften: 'Once each',
    cost: 45,
  },
  {
    what: 'Read the set text to the end and summarise each act in 50 words',
    where: 'Library and at home',
    who: 'Carer',
    howOften: 'Four times a week',
    cost: null,
  },
];

export const targetsFor = (random: Random, ncYear: number): TargetWords[] =>
  random.shuffled(ncYear <= 6 ? PRIMARY : SECONDARY).slice(
    0,
    random.weighted([
      [3, 75],
      [2, 25],
    ]),
  );

const EVIDENCE: Readonly<Record<string, readonly string[]>> = {
  met: ['Shown in the end-of-unit test and in the exercise book.', 'Checked over two weeks by the class teacher.'],
  partlyMet: ['Most weeks, not yet when a supply teacher takes the lesson.', 'Met in one of two measures.'],
  notMet: [
    'Absence in November meant the sessions did not take place.',
    'The step was too large; a smaller one follows.',
  ],
  underWay: ['Begun; on course for the next meeting.'],
  notBegun: ['The tutor has not yet been found.'],
};
export const evidenceFor = (random: Random, evaluation: string): string | null => {
  const known = EVIDENCE[evaluation];
  return known ? random.pick(known) : null;
};

export const noSchoolReason = (random: Random): string =>
  random.pick([
    'No school place yet: admission is under appeal',
    'Moved into Kent and waiting for a place at a special school',
    'Not on a roll: education at home by tuition until a place is found',
    'New arrival: English lessons until a school is allocated',
  ]);
