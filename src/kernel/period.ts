/** A half-open stretch of time `[start, end)`: the end is the first instant that is no longer in it. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}

const MINUTE = 60_000;

/** A period from two instants. Throws a RangeError when it would be empty or run backwards. */
export function period(start: Date, end: Date): Period {
  if (!(start.getTime() < end.getTime())) throw new RangeError('a period ends after it starts');
  return { start, end };
}

export const minutesOf = ({ start, end }: Period): number => (end.getTime() - start.getTime()) / MINUTE;

export const addMinutes = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE);

export const overlaps = (a: Period, b: Period): boolean => a.start < b.end && b.start < a.end;

export const contains = (outer: Period, inner: Period): boolean => outer.start <= inner.start && inner.end <= outer.end;

export const includes = ({ start, end }: Period, instant: Date): boolean => start <= instant && instant < end;

/** What both periods share, or `undefined` when they only touch or lie apart. */
export function intersection(a: Period, b: Period): Period | undefined {
  const start = a.start > b.start ? a.start : b.start;
  const end = a.end < b.end ? a.end : b.end;
  return start < end ? { start, end } : undefined;
}

/** The same period with `before` minutes of setup in front and `after` minutes of teardown behind. */
export const widen = ({ start, end }: Period, before: number, after: number): Period =>
  ({ start: addMinutes(start, -before), end: addMinutes(end, after) });

/** Sorted, disjoint periods that cover the same instants: overlapping and touching ones become one. */
export function union(periods: Iterable<Period>): Period[] {
  const result: { start: Date; end: Date }[] = [];
  for (const next of [...periods].sort((a, b) => a.start.getTime() - b.start.getTime())) {
    const last = result.at(-1);
    if (last && next.start <= last.end) last.end = next.end > last.end ? next.end : last.end;
    else result.push({ ...next });
  }
  return result;
}

/** The instants of `from` that lie in none of `taken`: sorted and disjoint. */
export function subtract(from: Iterable<Period>, taken: Iterable<Period>): Period[] {
  const holes = union(taken);
  const result: Period[] = [];
  for (const whole of union(from)) {
    let start = whole.start;
    for (const hole of holes) {
      if (hole.end <= start || whole.end <= hole.start) continue;
      if (start < hole.start) result.push({ start, end: hole.start });
      start = hole.end;
    }
    if (start < whole.end) result.push({ start, end: whole.end });
  }
  return result;
}

/** The instants that lie in both lists: sorted and disjoint. */
export function intersect(a: Iterable<Period>, b: Iterable<Period>): Period[] {
  const others = union(b);
  return union(a).flatMap((one) => others.flatMap((other) => intersection(one, other) ?? []));
}
