import { startClocks } from './countdown.ts';
import { startLive } from './live.ts';
import './copy.ts';
import './answers.ts';
import './keys.ts';
import './live-form.ts';
import './live-price.ts';
import './map-part.ts';
import './print.ts';
import './save.ts';
import './switch-in-form.ts';
import './send-once.ts';
import './shrink-photos.ts';

// What the server sent is remembered before the clocks write in it.
startLive();
startClocks(document);
