import { startClocks } from './countdown.ts';
import { followTopics, type Line } from './live-line.ts';
import { morph } from './morph.ts';

/**
 * Keeps parts of the page true: `<div id="…" data-live-topics="hall:… booking:…" data-says="…">`. When one of the topics changes the
 * page is asked for again and what differs is put in its place; what it says is then said to screen readers too. Nothing happens while
 * nobody looks: whoever comes back sees at once what changed. Without a stream the parts are asked for again every `data-live` seconds
 * (a minute when it does not say), as is a part without topics. `data-live-at` names an instant at which time alone changes the part,
 * `data-live-from` the address to ask when the page's own is not one.
 */
const LONGEST_MINUTES = 20;
const POLL_SECONDS = 60;
const GATHER_MS = 50;
const BETWEEN_LOOKS_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;
const MOST_SAID = 3;
const LONGEST_TIMER_MS = 86_400_000;

/** What the server last sent of each part: scripts and readers change what stands in the page. */
const known = new Map<string, string>();
let place: HTMLElement | undefined;
let line: Line | undefined;
let wanted = false;
let looking = false;
let timer: number | undefined;
let alarm: number | undefined;
let pollUntil = 0;

const parts = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-live-topics][id], [data-live][id]')];
const topics = (): string[] => [...new Set(parts().flatMap((part) => (part.dataset['liveTopics'] ?? '').split(/\s+/).filter(Boolean)))];

/** A place that stays, so that a screen reader notices when its text changes. */
function announcer(): HTMLElement {
  const made = document.createElement('p');
  made.className = 'ds-sr-only';
  made.setAttribute('role', 'status');
  document.querySelector('main')?.append(made);
  return made;
}

/** What the part and the things in it say, by their ids. */
const sayings = (part: HTMLElement): Map<string, string> =>
  new Map([part, ...part.querySelectorAll<HTMLElement>('[data-says][id]')].flatMap(({ id, dataset }) => (dataset['says'] ? [[id, dataset['says']]] : [])));

async function ask(address: string): Promise<Document | undefined> {
  const answer = await fetch(address, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(8_000) });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
}

function update(part: HTMLElement, fresh: HTMLElement): void {
  if (known.get(part.id) === fresh.outerHTML) return;
  known.set(part.id, fresh.outerHTML);
  const before = sayings(part);
  morph(part, fresh);
  const news = [...sayings(part)].filter(([id, text]) => before.get(id) !== text).map(([, text]) => text);
  if (place && news.length > 0) place.textContent = news.slice(0, MOST_SAID).join(' ');
  startClocks(part);
  part.dispatchEvent(new CustomEvent('live:changed', { bubbles: true }));
}

async function look(): Promise<void> {
  timer = undefined;
  if (document.hidden) return;
  wanted = false;
  looking = true;
  const pages = new Map<string, Promise<Document | undefined>>();
  const pageOf = (part: HTMLElement): Promise<Document | undefined> => {
    const address = part.dataset['liveFrom'] ?? location.href.replace(/#.*/, '');
    const page = pages.get(address) ?? ask(address);
    pages.set(address, page);
    return page;
  };
  let pause = BETWEEN_LOOKS_MS;
  for (const part of parts()) {
    try {
      const fresh = (await pageOf(part))?.getElementById(part.id);
      if (fresh) update(part, fresh);
    } catch {
      wanted = true;
      pause = AFTER_FAILURE_MS;
    }
  }
  line?.hear(topics());
  wakeAtInstant();
  setTimeout(() => {
    looking = false;
    if (wanted) lookWithin(0);
  }, pause);
}

/** Looks again at some moment within so many milliseconds; many wishes become one look. */
export function lookWithin(milliseconds: number): void {
  wanted = true;
  if (timer !== undefined || looking || document.hidden) return;
  timer = window.setTimeout(() => void look(), GATHER_MS + Math.random() * milliseconds);
}

/** Time alone changes a part at this instant. */
function wakeAtInstant(): void {
  clearTimeout(alarm);
  const waits = parts().map((part) => Date.parse(part.dataset['liveAt'] ?? '') - Date.now()).filter((wait) => wait > 0 && wait < LONGEST_TIMER_MS);
  if (waits.length > 0) alarm = window.setTimeout(() => lookWithin(BETWEEN_LOOKS_MS), Math.min(...waits) + BETWEEN_LOOKS_MS);
}

/** Asks now and then for parts that nobody tells of. */
function poll(): void {
  const untold = parts().filter((part) => !part.dataset['liveTopics'] || !line?.isOpen());
  const seconds = untold.map((part) => Number(part.dataset['live'] ?? POLL_SECONDS)).filter((each) => each > 0);
  const wait = Math.min(POLL_SECONDS, ...seconds);
  setTimeout(() => {
    if (seconds.length > 0 && Date.now() < pollUntil && !document.hidden && !(line?.isOpen() && untold.every((part) => part.dataset['liveTopics']))) lookWithin(0);
    poll();
  }, wait * 1_000);
}

function cameBack(): void {
  pollUntil = Date.now() + LONGEST_MINUTES * 60_000;
  if (!document.hidden && wanted) lookWithin(0);
}

/** Begins, before other scripts change what the server sent. */
export function startLive(): void {
  if (parts().length === 0) return;
  parts().forEach((part) => known.set(part.id, part.outerHTML));
  place = announcer();
  line = followTopics(topics(), (withinMs) => lookWithin(withinMs));
  document.addEventListener('visibilitychange', cameBack);
  document.addEventListener('live:look', () => lookWithin(0));
  cameBack();
  wakeAtInstant();
  poll();
}
