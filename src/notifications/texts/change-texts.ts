import type { AccessKind } from '../../catalogue/hall.ts';
import type { Said, SaidBooking } from './mail-texts.ts';

/** What somebody had, who now has something else. */
export interface SaidMove {
  /** Where and when it was. */
  before: { hall: string; when: string };
  /** Whether hall or time changed, or only what is said of it. */
  place: 'changed' | 'same';
  status: 'requested' | 'held' | 'confirmed';
  /** Why, in the words of whoever did it; empty when nobody said so. */
  reason: string;
  /** What comes back; empty when nothing does. */
  refund: string;
  /** What to tell of the door, where there is something to tell. */
  door: 'same-code' | 'new-code' | 'first-code' | 'key' | 'staff' | undefined;
}

/** What somebody needs who comes tomorrow. */
export interface SaidArrival {
  access: AccessKind;
  /** From when on the code is shown; empty where there is none. */
  shownFrom: string;
  /** Whom to call when the door stays shut. */
  phone: string;
}

export interface ChangeTexts {
  moved: (booking: SaidBooking, move: SaidMove) => Said;
  reminder: (booking: SaidBooking, arrival: SaidArrival) => Said;
  /** To a manager, about a confirmed booking that begins soon. */
  managerTold: (booking: SaidBooking, what: { kind: 'cancelled' } | { kind: 'moved'; before: SaidMove['before'] }) => Said;
  /** Money for a price that no longer counted. */
  paidOldPrice: (booking: SaidBooking, amount: string) => Said;
  changeLabels: Record<'was' | 'directions' | 'problem', string>;
}
