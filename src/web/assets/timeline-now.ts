const MINUTE = 60_000;

/** How far into the table this moment lies, in pixels; undefined when it is not on the page. */
function nowIn(table: HTMLTableElement, at: number): number | undefined {
  for (const head of table.querySelectorAll<HTMLElement>('thead [data-from]')) {
    const from = Date.parse(head.dataset['from'] ?? '');
    const [first, last] = [Number(head.dataset['first'] ?? 0), Number(head.dataset['last'] ?? 60)];
    const minute = (at - from) / MINUTE;
    if (minute >= first && minute < last) return head.offsetLeft + (head.offsetWidth * (minute - first)) / (last - first);
  }
  return undefined;
}

/** Brings this moment, or today, into sight, and draws a line there that moves along. */
export function showNow(frame: HTMLElement, table: HTMLTableElement): void {
  const line = document.createElement('div');
  line.className = 'oz-now';
  line.setAttribute('aria-hidden', 'true');
  frame.append(line);
  const draw = (): number | undefined => {
    const left = nowIn(table, Date.now());
    line.hidden = left === undefined;
    if (left === undefined) return undefined;
    line.style.left = `${left}px`;
    line.style.height = `${table.offsetHeight}px`;
    return left;
  };
  const keepDrawing = (): void => {
    setInterval(draw, MINUTE / 2);
    new ResizeObserver(draw).observe(table);
  };
  const left = draw();
  const halls = table.rows[0]?.cells[0]?.offsetWidth ?? 0;
  const today = table.querySelector<HTMLElement>('thead [aria-current=date]');
  if (today && today.offsetLeft + today.offsetWidth <= frame.clientWidth) return keepDrawing();
  if (today) frame.scrollLeft = today.offsetLeft - halls;
  else if (left !== undefined) frame.scrollLeft = left - halls - frame.clientWidth / 4;
  keepDrawing();
}
