import type { JSX } from 'preact';
import type { DoorState } from '../../../access/door-status.ts';
import { formatShortDay, formatTime } from '../../../contract/texts/format.ts';
import { localDate } from '../../../kernel/time.ts';
import type { HallBooking } from '../../../occupancy/occupancy.ts';
import type { PaymentState } from '../../../occupancy/payment-state.ts';
import type { View } from '../../view.ts';

type Tone = 'well' | 'waits' | 'wrong' | 'quiet';

/** One fact about a booking: two characters to see, words to read. */
export interface Fact {
  glyph: string;
  tone: Tone;
  word: string;
}

const STATUSES = { confirmed: ['✓', 'well'], requested: ['?', 'waits'], held: ['…', 'waits'] } as const;

const PAYMENTS: Readonly<Record<PaymentState, readonly [glyph: string, tone: Tone]>> = {
  free: ['€0', 'quiet'],
  'after-approval': ['€?', 'quiet'],
  'to-pay': ['€…', 'waits'],
  paid: ['€✓', 'well'],
  'part-paid': ['€½', 'wrong'],
  'no-payment': ['€–', 'quiet'],
  'refund-due': ['€←', 'wrong'],
};

const DOORS: Readonly<Record<DoorState, readonly [glyph: string, tone: Tone]>> = {
  none: ['#…', 'quiet'],
  scheduled: ['#…', 'quiet'],
  sending: ['#…', 'quiet'],
  unconfirmed: ['#…', 'waits'],
  confirmed: ['#✓', 'well'],
  active: ['#✓', 'well'],
  ended: ['#–', 'quiet'],
  removed: ['#–', 'quiet'],
  revoking: ['#–', 'quiet'],
  'at-risk': ['#!', 'wrong'],
  fallback: ['#!', 'wrong'],
  failed: ['#×', 'wrong'],
  'removal-overdue': ['#!', 'wrong'],
};

/** An instant as short as its day allows: `14:05` today, otherwise `do 26 nov 14:05`. */
export const shortInstant = ({ now, language }: View, instant: Date): string =>
  localDate(instant) === localDate(now) ? formatTime(instant, language) : `${formatShortDay(instant, language)} ${formatTime(instant, language)}`;

/** Where it stands; a request or an option also until when. */
export function statusFact(view: View, { status, heldUntil }: HallBooking): Fact {
  const [glyph, tone] = STATUSES[status as keyof typeof STATUSES] ?? ['', 'quiet'];
  const word = view.t.occupancy.statuses[status as keyof typeof STATUSES] ?? view.t.bookings.statuses[status];
  return { glyph, tone, word: heldUntil ? view.t.occupancy.until(word, shortInstant(view, heldUntil)) : word };
}

export function paymentFact(view: View, { payment, heldUntil }: HallBooking): Fact {
  const [glyph, tone] = PAYMENTS[payment];
  const word = view.t.occupancy.payments[payment];
  return { glyph, tone, word: payment === 'to-pay' && heldUntil ? view.t.occupancy.until(word, shortInstant(view, heldUntil)) : word };
}

/** How one gets in, and with a code how far that is. */
export function doorFact({ t: { occupancy } }: View, { access, door }: HallBooking): Fact {
  if (access !== 'door-code') return { glyph: occupancy.letters[access], tone: 'quiet', word: occupancy.access[access] };
  const [glyph, tone] = DOORS[door];
  return { glyph, tone, word: occupancy.doors[door] };
}

export const factsOf = (view: View, booking: HallBooking): Fact[] => [statusFact(view, booking), paymentFact(view, booking), doorFact(view, booking)];

/** A fact as a mark: its characters are drawn by the style sheet, its word is what is there to read. */
export const Mark = ({ fact: { glyph, tone, word } }: { fact: Fact }): JSX.Element => (
  <span class="oz-mark" data-tone={tone} data-glyph={glyph}>
    {word}
  </span>
);

/** What each mark means, in words. */
export function Legend({ view }: { view: View }): JSX.Element {
  const { occupancy } = view.t;
  const facts: Fact[] = [
    ...(['confirmed', 'requested', 'held'] as const).map((status) => ({ glyph: STATUSES[status][0], tone: STATUSES[status][1], word: occupancy.statuses[status] })),
    ...(Object.keys(PAYMENTS) as PaymentState[]).map((state) => ({ glyph: PAYMENTS[state][0], tone: PAYMENTS[state][1], word: occupancy.payments[state] })),
    ...(['confirmed', 'scheduled', 'at-risk', 'failed', 'ended'] as const).map((state) => ({ glyph: DOORS[state][0], tone: DOORS[state][1], word: occupancy.doors[state] })),
    ...(['key', 'staff'] as const).map((access) => ({ glyph: occupancy.letters[access], tone: 'quiet' as const, word: occupancy.access[access] })),
  ];
  return (
    <details class="oz-legend oz-small">
      <summary>{occupancy.legend}</summary>
      <ul class="oz-plain oz-legend-list">
        {facts.map((fact) => (
          <li key={fact.glyph + fact.word}>
            <span class="oz-mark" data-tone={fact.tone} data-glyph={fact.glyph} aria-hidden="true" /> {fact.word}
          </li>
        ))}
        {(['confirmed', 'requested', 'around', 'via', 'closed', 'shut'] as const).map((look) => (
          <li key={look}>
            <svg class="oz-track" viewBox="0 0 40 12" aria-hidden="true">
              <rect data-look={look} x="2" y={look === 'around' ? 8 : look === 'via' ? 4 : 1} width="36" height={look === 'around' || look === 'via' ? 4 : 10} />
            </svg>{' '}
            {occupancy.bars[look]}
          </li>
        ))}
      </ul>
    </details>
  );
}
