import type { SaidHelp } from './door-texts.ts';
import type { OpenerTexts } from './opener-texts.ts';

const call = ({ first, otherwise }: SaidHelp): string => (otherwise === '' ? `Call ${first}.` : `Call ${first}. If nobody answers there, call ${otherwise}.`);
const seen = (from: string): string => {
  if (from === '') return 'Your door page says how you get in.';
  return `Your door page says how you get in. The door code can be seen there ${from === 'now' ? 'already' : `from ${from}`}.`;
};
const PERSONAL = 'The link is for you alone: whoever has it can see the code. So please do not forward this mail.';

export const openers: OpenerTexts = {
  openerNamed: (b, from, help) => ({
    subject: `You open the door: ${b.hall}, ${b.when}`,
    lines: [`${b.booker} asks you to open the door of ${b.hall}. ${seen(from)}`, 'You do not need to log in.'],
    action: 'To your door page',
    after: [PERSONAL, `Can you not get in? ${call(help)}`, 'Can you not come? Tell whoever booked. If you do not know them, there is nothing that you need to do.'],
  }),
  openerReminder: (b, from, help) => ({
    subject: `Tomorrow you open the door: ${b.hall}, ${b.when}`,
    lines: [`Tomorrow you open the door of ${b.hall} for ${b.booker}. ${seen(from)}`],
    action: 'To your door page',
    after: [PERSONAL, `Can you not get in? ${call(help)}`],
  }),
  openerMoved: (b, from) => ({
    subject: `Changed: you open the door of ${b.hall}, ${b.when}`,
    lines: [`The booking of ${b.booker} for which you open the door has been moved. Below is where and when it is now.`, `${seen(from)} Did you see a code before? Then look again: it may be another one.`],
    action: 'To your door page',
    after: [PERSONAL],
  }),
  openerEnded: {
    withdrawn: (b) => ({
      subject: `You need not open the door: ${b.hall}, ${b.when}`,
      lines: [`${b.booker} let us know that you need not open the door any more. Your link has stopped working.`, 'Questions? Please ask whoever booked.'],
    }),
    cancelled: (b) => ({
      subject: `Cancelled: ${b.hall}, ${b.when}`,
      lines: [`The booking of ${b.booker} has been cancelled. You need not open the door, and your link has stopped working.`],
    }),
  },
  openerCodeChanged: (b, help) => ({
    subject: `New door code: ${b.hall}, ${b.when}`,
    lines: ['The door code has been replaced. Do not use one that you saw or were told before.', 'As a precaution the new code is not in this mail: you see it on your door page.'],
    action: 'See the new code',
    after: [PERSONAL, `Can you not get in? ${call(help)}`],
  }),
  openerAtRisk: {
    'at-risk': (b, help) => ({
      subject: `Please note: the code may not work (${b.hall}, ${b.when})`,
      lines: ['The lock has not confirmed the door code yet. We keep trying and have warned the manager of the building.', `Come as planned, and try the code. Does the door stay shut? ${call(help)} Somebody will let you in.`],
      action: 'See how the door is',
      after: [PERSONAL],
    }),
    fallback: (b, help) => ({
      subject: `Do not count on the code: ${b.hall}, ${b.when}`,
      lines: ['The lock has still not confirmed the door code. Do not count on it.', `This is how you get in. ${call(help)} Say that you open the door for ${b.booker}.`],
      action: 'See how the door is',
      after: [PERSONAL],
    }),
  },
  codeReadAloud: (b, at, phone) => ({
    subject: `Your door code was read aloud: ${b.hall}, ${b.when}`,
    lines: [`On ${at} somebody at the contact centre read the door code of your booking aloud on the phone.`, 'Did you call, or somebody whom you asked to? Then there is nothing that you need to do.'],
    action: 'To your booking',
    after: [`Was that not you? Call ${phone} at once.`],
  }),
};
