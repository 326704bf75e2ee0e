import type { LiveTwin } from './live-twin.ts';
import { isWithin, skewOf, type Fields } from './panel-api.ts';
import { isTrick } from './tricks.ts';

const WRONG_CODES = 5;
/** No code of anybody: more digits than any lock takes. */
const WRONG = '000000000000';

type Act = (twin: LiveTwin, fields: Fields) => unknown;

/** What somebody does on the page of a lock. A form sends text; what makes no sense changes nothing, and the page shows how things are. */
const ACTS: Readonly<Record<string, Act>> = {
  key: (twin, { key }) => (typeof key === 'string' ? twin.type(key) : undefined),
  press: (twin, { code }) => (typeof code === 'string' ? twin.press(code) : undefined),
  wrong: (twin) => {
    for (let times = 0; times < WRONG_CODES; times += 1) twin.press(WRONG);
  },
  tamper: (twin) => twin.tamper(),
  unlock: (twin) => twin.unlock(),
  clock: (twin, { minutes }) => {
    const number = numberIn(minutes);
    const skew = skewOf({ skewSeconds: number === undefined ? undefined : number * 60 });
    return skew === undefined ? undefined : twin.setSkew(skew);
  },
  battery: (twin, { percent }) => {
    const number = numberIn(percent);
    return number !== undefined && isWithin(number, 0, 100) ? twin.setBattery(number) : undefined;
  },
  line: (twin, { line }) => twin.setOffline(line === 'offline' ? 'offline' : 'online'),
  radio: (twin, { sleep, latency, lose }) => {
    const [slow, lost] = [numberIn(latency), numberIn(lose)];
    if (sleep === 'asleep') twin.radio.sleep();
    if (sleep === 'awake') twin.radio.wake();
    if (slow !== undefined && isWithin(slow, 0, 60_000)) twin.radio.setLatency(slow);
    if (lost !== undefined && Number.isInteger(lost) && isWithin(lost, 0, 1_000)) twin.radio.lose(lost);
  },
  hand: (twin, { slot, code }) => {
    const place = numberIn(slot);
    if (place === undefined || !Number.isInteger(place) || !isWithin(place, 1, 65_535)) return undefined;
    if (code === '') return twin.clearByHand(place);
    return typeof code === 'string' && /^[0-9]{4,10}$/.test(code) ? twin.setByHand(place, code) : undefined;
  },
  tricks: (twin, fields) => twin.setTricks(Object.keys(fields).filter(isTrick)),
};

/** Undefined for an empty field, too. */
const numberIn = (text: unknown): number | undefined => (typeof text === 'string' && text !== '' && !Number.isNaN(Number(text)) ? Number(text) : undefined);

export async function doForm(twin: LiveTwin, action: string, fields: Fields): Promise<void> {
  if (Object.hasOwn(ACTS, action)) await ACTS[action]!(twin, fields);
}
