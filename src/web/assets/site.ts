import './countdown.ts';
import './live-price.ts';
import './live.ts';
import './send-once.ts';
