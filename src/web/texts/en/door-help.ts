import type { doorHelp as nl } from '../nl/door-help.ts';

export const doorHelp: typeof nl = {
  doorHelp: {
    title: 'Help at the door',
    lead: 'What you do here is kept, with your reason. Whoever booked can see it.',
    leadLock: 'What you do here is kept, with your reason.',
    reason: 'Why?',
    reasonMissing: 'Say why.',
    door: 'Which door?',
    doorMissing: 'Choose which door.',
    unlock: {
      title: 'Open the door from afar',
      lead: 'Only do so when you are certain who stands at the door. The lock is asked once, and not later after all.',
      button: 'Open the door now',
      closed: 'Only while the code of this booking works. A manager of the building can do so outside it too.',
      none: 'None of these doors can be opened from afar now.',
    },
    cannot: { 'not-openable': 'cannot be opened from afar', 'not-reachable': 'no connection with the building' },
    code: {
      title: 'Replace the code',
      lead: 'Does somebody know the code who should not? The old code stops working as soon as the lock has the new one. Whoever saw the old one and opens the door is mailed, without digits.',
      button: 'Give the door a new code',
    },
    repair: {
      title: 'Check the lock anew',
      lead: 'We ask the lock what is on it, and once more put or remove what is not right. A code that stopped after many attempts gets new ones.',
      button: 'Check the lock',
    },
    done: 'What staff did',
    actions: { 'unlock-door': 'Open the door from afar', 'reissue-code': 'Replace the code', 'repair-door': 'Check the lock' },
    outcomes: {
      waiting: 'Asked. We are waiting for the lock.',
      done: 'The lock says that the door is open. When it locks again is up to the lock.',
      unconfirmed: 'The lock confirmed nothing. The door may be open: ask.',
      unreachable: 'The lock could not be reached. The door did not open, and will not open later by itself.',
      refused: 'The lock did not do it. The door did not open.',
    },
    line: (when, by) => `${when}, ${by}`,
    faults: {
      'door-window-closed': 'The code of this booking does not work now, so the contact centre may not open the door.',
      'lock-not-reachable': 'There is no connection with the building. The door did not open.',
      'lock-not-openable': 'This door cannot be opened from afar.',
      'too-many-requests': 'This door was opened 5 times in 10 minutes. Wait a little.',
      'wrong-state': 'This code no longer works, so it is not replaced.',
      'no-code-for-this-hall': 'This booking has no code.',
      'no-code-left': 'There is no other code left for this lock. The old one goes on working.',
    },
    spare: { ready: 'The lock did not confirm the code, but a spare code is on it. You see it together with the code.', title: 'Spare code', hint: 'Does the door not open with the code? Then use the spare code. It is for this booking alone.' },
  },
};
