/** Documents of one millisecond that keep their own number; more of them go on in the next. */
const perMillisecond = 1024;

/** The first place of a moment. Places rise with time, so a range of time is a range of places. */
export function firstPlaceOf(ms: number): number {
  return ms * perMillisecond;
}

/** The moment a place belongs to, in milliseconds. */
export function momentOf(place: number): number {
  return Math.floor(place / perMillisecond);
}
