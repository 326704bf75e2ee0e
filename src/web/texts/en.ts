import type { Texts } from './nl.ts';
import { about } from './en/about.ts';
import { agenda } from './en/agenda.ts';
import { alarms } from './en/alarms.ts';
import { watch } from './en/watch.ts';
import { booking } from './en/booking.ts';
import { choosing } from './en/choosing.ts';
import { calendar } from './en/calendar.ts';
import { closures } from './en/closures.ts';
import { commissioning } from './en/commissioning.ts';
import { tariffs } from './en/tariffs.ts';
import { feedback } from './en/feedback.ts';
import { desk } from './en/desk.ts';
import { deciding } from './en/deciding.ts';
import { finding } from './en/finding.ts';
import { hallData } from './en/hall-data.ts';
import { halls } from './en/halls.ts';
import { live } from './en/live.ts';
import { locks } from './en/locks.ts';
import { myData } from './en/my-data.ts';
import { hours } from './en/hours.ts';
import { occupancy } from './en/occupancy.ts';
import { messages } from './en/messages.ts';
import { moving } from './en/moving.ts';
import { doorHelp } from './en/door-help.ts';
import { openers } from './en/openers.ts';
import { roles } from './en/roles.ts';
import { staff } from './en/staff.ts';

export const en: Texts = {
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
