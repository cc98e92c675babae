/** Scales that targets and predictions are written in, each from low to high. */
const SCALES: readonly (readonly string[])[] = [
  ['U', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  ['U', 'G', 'F', 'E', 'D', 'C', 'B', 'A', 'A*'],
  ['BLW', 'PKF', 'WTS', 'EXS', 'GDS'],
  'W 1C 1B 1A 2C 2B 2A 3C 3B 3A 4C 4B 4A 5C 5B 5A 6C 6B 6A'.split(' '),
  ['below', 'at', 'above'].map((word) => word.toUpperCase()),
];

export type OnTrack = 'onTrack' | 'oneBelow' | 'below' | 'notAvailable';

/**
 * How a prediction stands to a target: at it or above, one step of the scale below, or further below. 'notAvailable'
 * when either is missing or they are not written in one and the same scale. Two scaled scores (80 to 120) are on track
 * or below; they have no steps.
 *
 * A bare level ('4') is a grade here; sub-levels ('4B') are steps of their own.
 * Source: domain.md section 5 ("termly teacher assessments with targets").
 *
 * @example onTrack({ target: '5', prediction: '5' }) // 'onTrack'
 * @example onTrack({ target: '5', prediction: '4' }) // 'oneBelow'
 * @example onTrack({ target: 'EXS', prediction: 'PKF' }) // 'below'
 * @example onTrack({ target: 'C', prediction: '4' }) // 'notAvailable'
 */
export function onTrack(outlook: { readonly target: string | null; readonly prediction: string | null }): OnTrack {
  const target = outlook.target?.trim().toUpperCase() ?? '';
  const prediction = outlook.prediction?.trim().toUpperCase() ?? '';
  if (target === '' || prediction === '') return 'notAvailable';
  if (isScaledScore(target) && isScaledScore(prediction)) {
    return Number(prediction) >= Number(target) ? 'onTrack' : 'below';
  }
  const scale = SCALES.find((steps) => steps.includes(target) && steps.includes(prediction));
  if (scale === undefined) return 'notAvailable';
  const short = scale.indexOf(target) - scale.indexOf(prediction);
  if (short <= 0) return 'onTrack';
  return short === 1 ? 'oneBelow' : 'below';
}

function isScaledScore(text: string): boolean {
  return /^\d{2,3}$/.test(text) && Number(text) >= 80 && Number(text) <= 120;
}
