/**
 * Keeps a part of the page true: `<section id="…" data-live="5">` is asked for again every so many seconds and replaced
 * when it changed. It stops after a while, when the part no longer asks for it, and rests while nobody looks.
 */
const LONGEST_MINUTES = 20;

async function freshCopy(id: string): Promise<HTMLElement | undefined> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(8_000) });
  if (!answer.ok) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.getElementById(id) ?? undefined;
}

function follow(part: HTMLElement): void {
  const seconds = Number(part.dataset['live']);
  if (!part.id || !(seconds > 0)) return;
  const until = Date.now() + LONGEST_MINUTES * 60_000;
  let current = part;
  const look = async (): Promise<void> => {
    if (Date.now() > until || !current.dataset['live']) return;
    if (!document.hidden && !current.contains(document.activeElement)) {
      const fresh = await freshCopy(part.id).catch(() => undefined);
      if (fresh && fresh.innerHTML !== current.innerHTML) {
        current.replaceWith(fresh);
        current = fresh;
      }
    }
    setTimeout(() => void look(), seconds * 1_000);
  };
  setTimeout(() => void look(), seconds * 1_000);
}

document.querySelectorAll<HTMLElement>('[data-live]').forEach(follow);
