/**
 * A figure with a fixed number of decimals, rounded half up as published percentages are (a half goes away from nought, so
 * that a gap and its opposite agree). The decimal digits of the value decide, to twelve significant ones: neither 12.25 nor
 * 33.05, which a computer holds as 33.0499…, is rounded down.
 *
 * Source: domain.md section 5 ("rounded half up: 22.5 is 23, 12.25 is 12.3"). What rounds to nought has no sign.
 * Example: `halfUp(12.25, 1)` is '12.3', `halfUp(22.5, 0)` '23', `halfUp(-0.04, 1)` '0.0'.
 */
export const halfUp = (value: number, decimals: number): string => {
  if (!Number.isFinite(value)) return String(value);
  const [digits = '0', exponent = '0'] = Math.abs(value).toExponential(11).split('e');
  const rounded = Math.round(Number(`${digits}e${Number(exponent) + decimals}`));
  const text = Number(`${rounded}e${-decimals}`).toFixed(decimals);
  return value < 0 && rounded !== 0 ? `-${text}` : text;
};
