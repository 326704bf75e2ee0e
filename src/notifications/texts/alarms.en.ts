import type { AlarmTexts } from './alarm-texts.ts';

export const alarms: AlarmTexts = {
  alarms: {
    fallback: {
      title: 'The lock does not have the code: let the visitor in', what: 'A booking is about to begin, and no confirmed code is on the lock.',
      act: 'Make sure that somebody is at the door when the visitor comes, or call the visitor.',
    },
    'at-risk': {
      title: 'A code is not on the lock yet', what: 'A booking begins soon, and the lock has not confirmed the door code. We keep trying.',
      act: 'Be ready to open the door. If the code gets there after all, this alarm goes away by itself.',
    },
    failed: {
      title: 'A booking has no code that works', what: 'The lock refuses the code of a booking, or no code could be made.',
      act: 'Agree on who opens the door, and have the lock looked at: there may be too many old codes on it.',
    },
    'removal-overdue': {
      title: 'An old code is still on the lock', what: 'A code that is no longer valid should be gone from the lock, and may still be on it.',
      act: 'See whether the lock is connected. If the code stays, delete it at the lock itself and keep an eye on the door.',
    },
    tampered: {
      title: 'Somebody tampered with the lock', what: 'The lock says that it was opened, taken off or forced.',
      act: 'Go and look, or send somebody. Say here that it is settled once everything is in order.',
    },
    'locked-out': {
      title: 'Too many wrong codes at the door', what: 'Somebody typed a wrong code too often. The keypad may be blocked for a while, also for whoever has the right code.',
      act: 'See whether there is a booking now: the visitor may be at the door. Call, or let them in. If not, keep an eye on the door.',
    },
    'clock-wrong': {
      title: 'The clock of the lock is wrong', what: 'The clock of the lock is off by several minutes. Codes therefore work too early or too late.',
      act: 'Set the clock of the lock, or restart it. Until then, expect that somebody has to open the door.',
    },
    'gateway-offline': {
      title: 'The gateway of the locks does not answer', what: 'The connection with the locks of the building is lost. Codes that are on them keep working; new ones do not get there.',
      act: 'See whether the building has power and internet, and restart the gateway.',
    },
    stuck: {
      title: 'The lock confirms nothing any more', what: 'Three codes in a row were not confirmed. We stopped trying, and go on by ourselves later.',
      act: 'See whether the lock has power and is within reach. Expect that somebody has to open the door.',
    },
    'lock-offline': {
      title: 'A lock cannot be reached', what: 'The lock has not answered for longer than is usual for its make. Codes that are on it keep working.',
      act: 'Check the battery and the reach of the lock.',
    },
    unfit: {
      title: 'A lock gets no codes', what: 'As the lock is set up now, codes are not safe on it. So it gets none, though a hall needs it.',
      act: 'Give the explanation below to whoever installed the lock.',
    },
    'codes-changed': {
      title: 'There are codes on the lock that are not ours', what: 'Somebody put codes on the lock at the lock itself.',
      act: 'Find out whose they are. If they may stay, say that it is in order. If not, delete them at the lock.',
    },
    'no-space': {
      title: 'A lock has too little room for codes', what: 'At some moment more codes should be on the lock than it holds. This booking then has no place.',
      act: 'Have somebody open the door, move the booking, or have codes removed that were set by hand.',
    },
    'battery-critical': { title: 'The battery of a lock is nearly empty', what: 'The lock may stop at any moment.', act: 'Replace the battery today.' },
    'clock-skew': { title: 'The clock of a lock is off', what: 'The clock of the lock is off by more than half a minute.', act: 'Have it set before it gets worse.' },
    'battery-low': { title: 'The battery of a lock runs low', what: 'The lock still works, but not for long.', act: 'Replace the battery this week.' },
  },
  alarm: ({ title, what, act }, place) => ({ subject: `${title} (${place})`, lines: [what, act], action: 'I am on it', after: ['That page shows who is on it. When nobody takes up an urgent alarm, we tell more people.'] }),
  alarmEscalated: ({ title, what, act }, place) => ({
    subject: `Nobody is on it yet: ${title} (${place})`, lines: ['First we told whoever has the watch, or the venue managers. Nobody took the alarm up.', what, act], action: 'I am on it',
  }),
  alarmCleared: ({ title }, place) => ({ subject: `Over: ${title} (${place})`, lines: ['This alarm is over. There is nothing left to do about it.'], action: 'See the alarms' }),
  doorWithoutCode: (b, { first, otherwise }) => ({
    subject: `There is no code for your booking: this is how you get in (${b.hall})`,
    lines: [
      'We could not make a door code for your booking. Your booking stands, and the manager of the building has been warned: somebody will open the door for you.',
      `Is nobody there? Call ${first}.${otherwise === '' ? '' : ` If nobody answers, call ${otherwise}.`} Say for which hall you come, and give the code of your booking that stands below.`,
    ],
    action: 'See how the door is doing',
  }),
};
