import { startClocks } from './countdown.ts';

/**
 * Keeps a part of the page true: `<div id="…" data-live="5" data-says="…">` is asked for again every so many seconds and
 * replaced when it changed; what it says is then said to screen readers too. It stops after a while, and when the part no
 * longer asks for it, and rests while nobody looks or somebody is using it.
 */
const LONGEST_MINUTES = 20;

async function freshCopy(id: string): Promise<HTMLElement | undefined> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(8_000) });
  if (!answer.ok) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.getElementById(id) ?? undefined;
}

/** A place that stays, so that a screen reader notices when its text changes. */
function announcer(): HTMLElement {
  const place = document.createElement('p');
  place.className = 'ds-sr-only';
  place.setAttribute('role', 'status');
  document.querySelector('main')?.append(place);
  return place;
}

export function follow(part: HTMLElement): void {
  const seconds = Number(part.dataset['live']);
  if (!part.id || !(seconds > 0)) return;
  const until = Date.now() + LONGEST_MINUTES * 60_000;
  const place = announcer();
  let current = part;
  let known = part.innerHTML;
  const replace = (fresh: HTMLElement): void => {
    if (fresh.dataset['says'] !== current.dataset['says']) place.textContent = fresh.dataset['says'] ?? '';
    known = fresh.innerHTML;
    current.replaceWith(fresh);
    current = fresh;
    startClocks(fresh);
  };
  const look = async (): Promise<void> => {
    if (Date.now() > until || !current.dataset['live']) return;
    if (!document.hidden && !current.contains(document.activeElement)) {
      const fresh = await freshCopy(part.id).catch(() => undefined);
      if (fresh && fresh.innerHTML !== known) replace(fresh);
    }
    setTimeout(() => void look(), seconds * 1_000);
  };
  setTimeout(() => void look(), seconds * 1_000);
}
