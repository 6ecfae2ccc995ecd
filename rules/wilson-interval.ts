/** A share with the interval that holds it with 95 % confidence (Wilson's score interval, 1927). */
export interface ShareEstimate {
  readonly successes: number;
  readonly trials: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const z = 1.959_963_984_540_054;

/** Wilson interval of `successes` among `trials`; undefined without trials. */
export function wilsonInterval(successes: number, trials: number): ShareEstimate | undefined {
  if (trials <= 0) return undefined;
  const share = successes / trials;
  const weight = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / weight;
  const reach = (z / weight) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return { successes, trials, share, low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
