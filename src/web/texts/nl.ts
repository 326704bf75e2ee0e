import { about } from './nl/about.ts';
import { agenda } from './nl/agenda.ts';
import { alarms } from './nl/alarms.ts';
import { watch } from './nl/watch.ts';
import { booking } from './nl/booking.ts';
import { choosing } from './nl/choosing.ts';
import { calendar } from './nl/calendar.ts';
import { closures } from './nl/closures.ts';
import { commissioning } from './nl/commissioning.ts';
import { tariffs } from './nl/tariffs.ts';
import { feedback } from './nl/feedback.ts';
import { desk } from './nl/desk.ts';
import { deciding } from './nl/deciding.ts';
import { finding } from './nl/finding.ts';
import { hallData } from './nl/hall-data.ts';
import { halls } from './nl/halls.ts';
import { live } from './nl/live.ts';
import { locks } from './nl/locks.ts';
import { myData } from './nl/my-data.ts';
import { hours } from './nl/hours.ts';
import { occupancy } from './nl/occupancy.ts';
import { messages } from './nl/messages.ts';
import { moving } from './nl/moving.ts';
import { doorHelp } from './nl/door-help.ts';
import { openers } from './nl/openers.ts';
import { roles } from './nl/roles.ts';
import { staff } from './nl/staff.ts';

/** Everything our pages say, in Dutch: the binding language. */
export const nl = {
  ...finding,
  choosing,
  ...halls,
  ...booking,
  ...staff,
  ...calendar,
  ...alarms,
  ...watch,
  ...agenda,
  ...live,
  ...locks,
  ...occupancy,
  ...messages,
  ...moving,
  ...doorHelp,
  ...openers,
  ...roles,
  ...closures,
  ...commissioning,
  ...tariffs,
  ...myData,
  ...about,
  ...hours,
  ...feedback,
  ...desk,
  ...hallData,
  ...deciding,
};

/** What each language must say: a key that one lacks fails the type check. */
export type Texts = typeof nl;
