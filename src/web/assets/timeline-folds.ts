/** Venues that are folded away: remembered by name, so that they stay so when their part of the page is the server's again. */
export interface Folds {
  refresh(): void;
  /** Folds every venue away, or unfolds all. */
  all(state: 'folded' | 'unfolded'): void;
}

export function startFolds(table: HTMLTableElement): Folds {
  const folded = new Set<string>();
  const venues = (): HTMLElement[] => [...table.querySelectorAll<HTMLElement>('tbody[data-venue]')];
  const show = (venue: HTMLElement): void => {
    const isFolded = folded.has(venue.dataset['venue'] ?? '');
    venue.toggleAttribute('data-folded', isFolded);
    const button = venue.querySelector<HTMLButtonElement>('[data-fold]');
    if (!button) return;
    button.hidden = false;
    button.setAttribute('aria-expanded', String(!isFolded));
  };
  table.addEventListener('click', (event) => {
    const venue = (event.target as Element).closest('[data-fold]')?.closest<HTMLElement>('tbody');
    if (!venue) return;
    const name = venue.dataset['venue'] ?? '';
    if (!folded.delete(name)) folded.add(name);
    show(venue);
  });
  return {
    refresh: () => venues().forEach(show),
    all(state) {
      folded.clear();
      if (state === 'folded') for (const venue of venues()) folded.add(venue.dataset['venue'] ?? '');
      venues().forEach(show);
    },
  };
}
