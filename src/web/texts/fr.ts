import type { Texts } from './nl.ts';
import { about } from './fr/about.ts';
import { agenda } from './fr/agenda.ts';
import { alarms } from './fr/alarms.ts';
import { watch } from './fr/watch.ts';
import { booking } from './fr/booking.ts';
import { choosing } from './fr/choosing.ts';
import { calendar } from './fr/calendar.ts';
import { closures } from './fr/closures.ts';
import { commissioning } from './fr/commissioning.ts';
import { tariffs } from './fr/tariffs.ts';
import { feedback } from './fr/feedback.ts';
import { desk } from './fr/desk.ts';
import { deciding } from './fr/deciding.ts';
import { finding } from './fr/finding.ts';
import { hallData } from './fr/hall-data.ts';
import { halls } from './fr/halls.ts';
import { live } from './fr/live.ts';
import { locks } from './fr/locks.ts';
import { myData } from './fr/my-data.ts';
import { hours } from './fr/hours.ts';
import { occupancy } from './fr/occupancy.ts';
import { messages } from './fr/messages.ts';
import { moving } from './fr/moving.ts';
import { doorHelp } from './fr/door-help.ts';
import { openers } from './fr/openers.ts';
import { roles } from './fr/roles.ts';
import { staff } from './fr/staff.ts';

export const fr: Texts = {
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
