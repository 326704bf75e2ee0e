import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Folds } from './timeline-folds.ts';

export interface ToolTexts {
  zoomIn: string;
  zoomOut: string;
  foldAll: string;
  unfoldAll: string;
  keys: string;
  close: string;
  open: string;
  approve: string;
  cancel: string;
  move: string;
  details: string;
}

const [NARROWEST, WIDEST] = [-1, 2];

/** How wide somebody likes it: kept for this tab and this view; a browser that keeps nothing starts from the middle. */
function remembered(key: string): number {
  try {
    const zoom = Number(sessionStorage.getItem(key));
    return zoom >= NARROWEST && zoom <= WIDEST ? Math.round(zoom) : 0;
  } catch {
    return 0;
  }
}

function remember(key: string, zoom: number): void {
  try {
    sessionStorage.setItem(key, String(zoom));
  } catch {
    // Then it is not remembered.
  }
}

/** Wider, narrower, everything folded. */
export function Tools({ table, texts, folds }: { table: HTMLTableElement; texts: ToolTexts; folds: Folds }): JSX.Element {
  const key = `oz-zoom-${table.dataset['span'] ?? ''}`;
  const [zoom, setZoom] = useState(() => remembered(key));
  const [folded, setFolded] = useState<'folded' | 'unfolded'>('unfolded');
  table.dataset['zoom'] = String(zoom);
  const change = (step: 1 | -1) => (): void => {
    const next = Math.min(WIDEST, Math.max(NARROWEST, zoom + step));
    remember(key, next);
    setZoom(next);
  };
  const fold = (): void => {
    const next = folded === 'folded' ? 'unfolded' : 'folded';
    folds.all(next);
    setFolded(next);
  };
  return (
    <>
      <p class="ds-sr-only" id="tijdlijn-toetsen">
        {texts.keys}
      </p>
      <button class="ds-button" data-variant="tertiary" data-size="sm" type="button" onClick={fold}>
        {folded === 'folded' ? texts.unfoldAll : texts.foldAll}
      </button>
      <button class="ds-button" data-variant="secondary" data-size="sm" type="button" aria-disabled={zoom === NARROWEST} onClick={change(-1)}>
        <span aria-hidden="true">−</span> {texts.zoomOut}
      </button>
      <button class="ds-button" data-variant="secondary" data-size="sm" type="button" aria-disabled={zoom === WIDEST} onClick={change(1)}>
        <span aria-hidden="true">+</span> {texts.zoomIn}
      </button>
    </>
  );
}
