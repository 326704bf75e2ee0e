import type { BookingSummary } from './views.ts';

/** A booking without what tells or reaches the person behind it: an organisation keeps its name, a person has none. */
export const withoutContact = <Shown extends BookingSummary & { remarks?: string }>(booking: Shown): Shown => {
  const { remarks: _remarks, ...rest } = booking;
  return { ...rest, personName: '' } as Shown;
};
