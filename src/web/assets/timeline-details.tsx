import { render, type JSX } from 'preact';
import type { ToolTexts } from './timeline-tools.tsx';

/** What a link of the timeline says of its booking. */
interface Said {
  code: string;
  status: string;
  activity: string;
  /** Everything else, a line each. */
  lines: string[];
}

const textOf = (element: Element | null): string => element?.textContent?.trim() ?? '';

function saidBy(link: HTMLAnchorElement): Said {
  const hall = textOf(link.closest('tr')?.querySelector('th a') ?? null);
  const marks = [...link.querySelectorAll('.oz-mark')].map(textOf);
  const parts = ['.oz-entry-time', '.oz-entry-who', '.oz-entry-via', '.oz-entry-around'].map((part) => textOf(link.querySelector(part)));
  const [time = '', who = '', via = '', around = ''] = parts;
  return {
    code: link.dataset['code'] ?? '', status: link.dataset['status'] ?? '', activity: textOf(link.querySelector('strong')),
    lines: [`${time}, ${hall}${via ? ` (${via})` : ''}`, around, who, ...marks].filter((line) => line !== ''),
  };
}

const Facts = ({ said: { lines } }: { said: Said }): JSX.Element => (
  <ul>
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

/** The booking in full, with all that one can do about it. */
function Details({ said, texts, manages, onClose }: { said: Said; texts: ToolTexts; manages: boolean; onClose: () => void }): JSX.Element {
  const { code, status, activity } = said;
  return (
    <>
      <div class="oz-card-pop-head">
        <h3 id="tijdlijn-details-titel">{activity}</h3>
        <button class="oz-linkbutton" type="button" onClick={onClose}>
          {texts.close}
        </button>
      </div>
      <Facts said={said} />
      <p class="oz-card-pop-links">
        <a href={`/reservaties/${code}`}>
          {texts.open} {code}
        </a>
        {manages && status === 'requested' && <a href={`/beheer/aanvragen#aanvraag-${code}`}>{texts.approve}</a>}
        {manages && <a href={`/reservaties/${code}/wijzigen`}>{texts.move}</a>}
        {manages && <a href={`/reservaties/${code}/annuleren`}>{texts.cancel}</a>}
      </p>
    </>
  );
}

const Preview = ({ said }: { said: Said }): JSX.Element => (
  <>
    <h3>{said.activity}</h3>
    <Facts said={said} />
  </>
);

const WAIT_MS = 350;
const GAP = 6;

function popover(kind: 'auto' | 'manual'): HTMLElement {
  const card = document.createElement('div');
  card.className = 'oz-card-pop oz-stack';
  card.dataset['gap'] = 'sm';
  card.popover = kind;
  document.querySelector('main')?.append(card);
  return card;
}

/** Below what it is about, or above when there is no room, and always within the window. */
function placeAt(card: HTMLElement, link: HTMLElement): void {
  const at = link.getBoundingClientRect();
  const below = at.bottom + GAP;
  const top = below + card.offsetHeight < innerHeight ? below : Math.max(GAP, at.top - GAP - card.offsetHeight);
  card.style.top = `${top}px`;
  card.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - card.offsetWidth - GAP))}px`;
}

/** A click or Enter on a booking shows it on the spot; with Ctrl, Shift or the middle button it opens as links do. Resting the mouse shows what it says in full. */
export function startDetails(frame: HTMLElement, texts: ToolTexts, manages: boolean): void {
  if (!('popover' in HTMLElement.prototype)) return;
  const [details, preview] = [popover('auto'), popover('manual')];
  // It repeats in full what the link says and a screen reader reads there.
  preview.setAttribute('aria-hidden', 'true');
  let origin: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const linkOf = (target: EventTarget | null): HTMLAnchorElement | undefined => (target instanceof Element ? (target.closest<HTMLAnchorElement>('a[data-code]') ?? undefined) : undefined);
  const hidePreview = (): void => {
    clearTimeout(timer);
    if (preview.matches(':popover-open')) preview.hidePopover();
  };

  frame.addEventListener('click', (event) => {
    const link = linkOf(event.target);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    hidePreview();
    origin = link;
    details.setAttribute('role', 'dialog');
    details.setAttribute('aria-labelledby', 'tijdlijn-details-titel');
    render(<Details said={saidBy(link)} texts={texts} manages={manages} onClose={() => details.hidePopover()} />, details);
    details.showPopover();
    placeAt(details, link);
    details.querySelector('a')?.focus();
  });
  details.addEventListener('toggle', (event) => {
    const isHere = details.contains(document.activeElement) || document.activeElement === document.body;
    if (event.newState === 'closed' && isHere) origin?.focus({ preventScroll: true });
  });
  frame.addEventListener('mouseover', (event) => {
    const link = linkOf(event.target);
    if (!link || details.matches(':popover-open')) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      render(<Preview said={saidBy(link)} />, preview);
      preview.showPopover();
      placeAt(preview, link);
    }, WAIT_MS);
  });
  const leave = (): void => {
    clearTimeout(timer);
    timer = setTimeout(hidePreview, WAIT_MS);
  };
  frame.addEventListener('mouseout', leave);
  preview.addEventListener('mouseenter', () => clearTimeout(timer));
  preview.addEventListener('mouseleave', leave);
  frame.addEventListener('scroll', hidePreview);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hidePreview();
  });
}
