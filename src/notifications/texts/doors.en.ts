import type { DoorTexts, SaidHelp } from './door-texts.ts';

const call = ({ first, otherwise }: SaidHelp): string => (otherwise === '' ? `Call ${first}.` : `Call ${first}. If nobody answers there, call ${otherwise}.`);

const WHY = {
  'refused-by-lock': 'A lock did not take it.',
  'opener-withdrawn': 'Somebody who knew it does not open the door any more.',
  'by-staff': 'A member of the city’s staff did so.',
} as const;

export const doors: DoorTexts = {
  codeChanged: (b, help, why) => ({
    subject: `New door code: ${b.hall}, ${b.when}`,
    lines: [
      `The door code that you saw earlier has been replaced. Do not use it any more. ${WHY[why]}`,
      'As a precaution the new code is not in this mail: you see it on the page of your booking. Did you give the old code to somebody? Then tell them that there is a new one.',
    ],
    action: 'See your new code',
    after: [`Can you not get in? ${call(help)}`],
  }),
  spareReady: 'There is a spare code on the lock, though. Ask for your code through the button in this mail: the spare code is shown with it.',
  doorAtRisk: {
    'at-risk': (b, help) => ({
      subject: `Please note: your code may not work (${b.hall}, ${b.when})`,
      lines: [
        'The lock has not confirmed your door code yet. We keep trying, and have warned the manager of the building.',
        `Do come, and try your code. Does the door stay shut? ${call(help)} Somebody then comes to let you in.`,
      ],
      action: 'See how the door is doing',
      after: ['If the code works after all, the page of your booking says so.'],
    }),
    fallback: (b, help) => ({
      subject: `Do not count on your code: call to get in (${b.hall})`,
      lines: [
        'The lock has not confirmed your door code. Do not count on it. Your booking still stands, and the manager of the building has been warned.',
        `This is how you get in. ${call(help)} Say for which hall you come, and give the code of your booking that stands below.`,
      ],
      action: 'See how the door is doing',
    }),
  },
};
