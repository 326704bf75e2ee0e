import type { SaidHelp } from './door-texts.ts';
import type { Said, SaidBooking } from './mail-texts.ts';

/** What is written to whoever opens the door for somebody else's booking. `shownFrom`: from when on the code is to be seen; `now` when it is past, empty where one gets in otherwise. */
export interface OpenerTexts {
  openerNamed: (booking: SaidBooking, shownFrom: string, help: SaidHelp) => Said;
  openerReminder: (booking: SaidBooking, shownFrom: string, help: SaidHelp) => Said;
  openerMoved: (booking: SaidBooking, shownFrom: string) => Said;
  openerEnded: Record<'withdrawn' | 'cancelled', (booking: SaidBooking) => Said>;
  openerCodeChanged: (booking: SaidBooking, help: SaidHelp) => Said;
  openerAtRisk: Record<'at-risk' | 'fallback', (booking: SaidBooking, help: SaidHelp) => Said>;
  /** To the booker: an agent told the code on the phone. `at`: when. */
  codeReadAloud: (booking: SaidBooking, at: string, phone: string) => Said;
}
