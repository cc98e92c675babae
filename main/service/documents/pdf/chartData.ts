/** What a chart or tag of a document is drawn from: plain values, whoever asks. */
export type Rag = 'green' | 'amber' | 'red';

/** One column of the attendance chart. */
export interface AttendancePoint {
  /** 'Autumn 1', or the Monday of a week. */
  label: string;
  possible: number;
  attended: number;
}

/** Subjects that share a numeric scale, drawn as result against target. */
export interface AttainmentScale {
  /** 'scaled score', 'GCSE grade'. */
  unit: string;
  min: number;
  max: number;
  expected: { value: number; label: string } | null;
  rows: { subject: string; point: string; result: number | null; target: number | null }[];
}
