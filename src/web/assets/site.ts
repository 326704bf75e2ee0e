import { startClocks } from './countdown.ts';
import { follow } from './live.ts';
import './live-price.ts';
import './send-once.ts';

// What the server sent is remembered before the clocks write in it.
document.querySelectorAll<HTMLElement>('[data-live]').forEach(follow);
startClocks(document);
