import { render } from 'preact';
import { startDetails } from './timeline-details.tsx';
import { startFolds } from './timeline-folds.ts';
import { startKeys } from './timeline-keys.ts';
import { showNow } from './timeline-now.ts';
import { Tools, type ToolTexts } from './timeline-tools.tsx';

/**
 * The timeline of halls for whoever has script: arrow keys over its cells, details on the spot, wider and narrower, venues folded away, a line at
 * this moment. The table itself is the server's, whole and readable without any of this; what we add to it is added again when a part of it changed.
 */
function start(frame: HTMLElement, tools: HTMLElement, table: HTMLTableElement): void {
  const texts = JSON.parse(frame.dataset['texts'] ?? '{}') as ToolTexts;
  const folds = startFolds(table);
  const keys = startKeys(frame, table);
  startDetails(frame, texts, frame.dataset['manages'] !== undefined);
  render(<Tools table={table} texts={texts} folds={folds} />, tools);
  const refresh = (): void => {
    folds.refresh();
    keys.refresh();
  };
  refresh();
  table.addEventListener('live:changed', refresh);
  // Asking where something is makes the browser lay out the whole table at once: it does so by itself before it paints.
  requestAnimationFrame(() => showNow(frame, table));
  followDate(frame, table);
}

/** A date that is on the page already is shown where it is; any other is asked of the server. */
function followDate(frame: HTMLElement, table: HTMLTableElement): void {
  const field = document.getElementById('datum');
  if (!(field instanceof HTMLInputElement)) return;
  field.form?.addEventListener('submit', (event) => {
    const head = table.querySelector<HTMLElement>(`thead [data-day="${CSS.escape(field.value)}"]`);
    const others = [...(field.form?.querySelectorAll('select') ?? [])].some((select) => !select.options[select.selectedIndex]?.defaultSelected && select.selectedIndex > 0);
    if (!head || others) return;
    event.preventDefault();
    frame.scrollTo({ left: head.offsetLeft - (table.tHead?.rows[0]?.cells[0]?.offsetWidth ?? 0) });
    head.querySelector('a')?.focus({ preventScroll: true });
  });
}

const frame = document.getElementById('tijdlijn-kader');
const tools = document.getElementById('knoppen');
const table = document.getElementById('tijdlijn');
if (frame && tools && table instanceof HTMLTableElement) {
  performance.mark('timeline');
  start(frame, tools, table);
  performance.measure('timeline', 'timeline');
}
