import { startClocks } from './countdown.ts';
import { startLive } from './live.ts';
import './copy.ts';
import './answers.ts';
import './live-price.ts';
import './map-part.ts';
import './print.ts';
import './save.ts';
import './send-once.ts';

// What the server sent is remembered before the clocks write in it.
startLive();
startClocks(document);
