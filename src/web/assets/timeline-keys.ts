/**
 * One stop for the Tab key in the whole table, and arrow keys from there (WAI-ARIA's grid). A cell with links, buttons or `data-stop` in it stops at
 * each of those; any other at the cell itself. Up and down keep to the column from which one came, also past what spans several.
 */
const STOPS = 'a[href], button:not([hidden]), [data-stop]';
const PAGE = 8;

interface Place {
  row: string;
  column: number;
  stop: number;
}

const stopsIn = (cell: HTMLTableCellElement): HTMLElement[] => {
  const found = [...cell.querySelectorAll<HTMLElement>(STOPS)];
  return found.length > 0 ? found : [cell];
};

const cellOf = (element: Element | null): HTMLTableCellElement | undefined => element?.closest<HTMLTableCellElement>('td, th') ?? undefined;
const rowsOf = (table: HTMLTableElement): HTMLTableRowElement[] => [...table.rows].filter((row) => !row.closest('[data-folded]') || row.classList.contains('oz-timeline-venue'));
const nameOf = ({ dataset, parentElement }: HTMLTableRowElement): string => dataset['hall'] ?? parentElement?.id ?? parentElement?.tagName ?? '';

/** The first column that a cell fills. */
function columnOf(cell: HTMLTableCellElement): number {
  let column = 0;
  for (let before = cell.previousElementSibling; before instanceof HTMLTableCellElement; before = before.previousElementSibling) column += before.colSpan;
  return column;
}

function cellAt(row: HTMLTableRowElement, column: number): HTMLTableCellElement | undefined {
  let end = 0;
  for (const cell of row.cells) {
    end += cell.colSpan;
    if (column < end) return cell;
  }
  return row.cells[row.cells.length - 1];
}

export function startKeys(frame: HTMLElement, table: HTMLTableElement): { refresh(): void } {
  let current: HTMLElement | undefined;
  let goal = 0;
  let place: Place | undefined;

  const choose = (stop: HTMLElement): void => {
    current?.setAttribute('tabindex', '-1');
    current = stop;
    stop.setAttribute('tabindex', '0');
    const cell = cellOf(stop);
    const row = cell?.closest('tr');
    if (cell && row) place = { row: nameOf(row), column: columnOf(cell), stop: stopsIn(cell).indexOf(stop) };
  };
  const go = (stop: HTMLElement | undefined): void => stop?.focus();
  const intoRow = (row: HTMLTableRowElement | undefined, which: 0 | -1): void => {
    const cell = row && cellAt(row, goal);
    if (cell) go(stopsIn(cell).at(which));
  };
  const vertically = (cell: HTMLTableCellElement, steps: number): void => {
    const stops = stopsIn(cell);
    const beside = Math.abs(steps) === 1 ? stops[stops.indexOf(document.activeElement as HTMLElement) + steps] : undefined;
    if (beside) return go(beside);
    const rows = rowsOf(table);
    const at = rows.indexOf(cell.closest('tr')!) + steps;
    intoRow(rows[Math.min(rows.length - 1, Math.max(0, at))], steps > 0 ? 0 : -1);
  };
  const horizontally = (to: Element | null | undefined): void => {
    if (!(to instanceof HTMLTableCellElement)) return;
    goal = columnOf(to);
    go(stopsIn(to)[0]);
  };
  const moves: Record<string, (cell: HTMLTableCellElement, event: KeyboardEvent) => void> = {
    ArrowRight: (cell) => horizontally(cell.nextElementSibling),
    ArrowLeft: (cell) => horizontally(cell.previousElementSibling),
    ArrowDown: (cell) => vertically(cell, 1),
    ArrowUp: (cell) => vertically(cell, -1),
    PageDown: (cell) => vertically(cell, PAGE),
    PageUp: (cell) => vertically(cell, -PAGE),
    Home: (cell, { ctrlKey }) => horizontally((ctrlKey ? rowsOf(table)[0] : cell.closest('tr'))?.cells[0]),
    End: (cell, { ctrlKey }) => {
      const row = ctrlKey ? rowsOf(table).at(-1) : cell.closest('tr');
      horizontally(row?.cells[row.cells.length - 1]);
    },
  };

  table.addEventListener('keydown', (event) => {
    const cell = cellOf(event.target as Element);
    const move = moves[event.key];
    if (!cell || !move || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    move(cell, event);
  });
  table.addEventListener('focusin', (event) => {
    const stop = event.target;
    if (!(stop instanceof HTMLElement) || stop === current) return;
    const cell = cellOf(stop);
    if (!cell) return;
    // Whoever comes by mouse or by Tab sets the column; whoever comes by Up or Down keeps theirs while the cell covers it.
    const start = columnOf(cell);
    if (goal < start || goal >= start + cell.colSpan) goal = start;
    choose(stop);
  });
  table.setAttribute('role', 'grid');
  frame.removeAttribute('tabindex');

  return {
    refresh() {
      for (const row of table.rows) for (const cell of row.cells) for (const stop of stopsIn(cell)) stop.setAttribute('tabindex', '-1');
      const { activeElement } = document;
      const wasHere = current?.isConnected === false && (activeElement === document.body || activeElement?.matches('tbody, tfoot'));
      const row = place && rowsOf(table).find((one) => nameOf(one) === place?.row);
      const cell = (row && cellAt(row, place?.column ?? 0)) ?? table.tBodies[0]?.rows[1]?.cells[1] ?? table.rows[0]?.cells[0];
      const stops = cell ? stopsIn(cell) : [];
      const stop = current?.isConnected ? current : (stops[place?.stop ?? 0] ?? stops[0]);
      if (!stop) return;
      choose(stop);
      if (wasHere) stop.focus({ preventScroll: true });
    },
  };
}
