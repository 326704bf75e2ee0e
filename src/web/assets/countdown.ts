/**
 * Counts down to the end of a hold: `<time data-countdown datetime="…" data-left="nog {time}">`. The page says the same in
 * words beside it; when the time is over the page is asked again (`live.ts`) and then tells what became of the booking.
 */
const LONGEST_MS = 24 * 3_600_000;
const two = (value: number): string => String(value).padStart(2, '0');

function leftUntil(end: number): string {
  const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const counting = new WeakSet<HTMLTimeElement>();

function count(clock: HTMLTimeElement): void {
  const end = Date.parse(clock.dateTime);
  if (Number.isNaN(end) || end - Date.now() > LONGEST_MS || end < Date.now() || counting.has(clock)) return;
  counting.add(clock);
  const show = (): void => {
    clock.textContent = (clock.dataset['left'] ?? '{time}').replace('{time}', leftUntil(end));
    if (clock.isConnected && Date.now() < end) return;
    clearInterval(timer);
    if (clock.isConnected) setTimeout(() => (clock.closest('[data-live-topics], [data-live]') ? document.dispatchEvent(new Event('live:look')) : location.reload()), 1_500);
  };
  const timer = setInterval(show, 1_000);
  show();
}

/** Starts the clocks in a part of the page. */
export const startClocks = (part: ParentNode): void => part.querySelectorAll<HTMLTimeElement>('time[data-countdown]').forEach(count);
