/**
 * One key for what an agent does forty times a day: `data-key="x"` on a button, a link or a field (or on what is around it). Outside
 * fields the key alone, within one together with Alt; Escape leaves a field. They can be turned off (WCAG 2.1.4), for this browser.
 */
const KEPT = 'kcc-sneltoetsen';
const FIELDS = 'input:not([type=checkbox], [type=radio]), select, textarea';

const areOff = (): boolean => localStorage.getItem(KEPT) === 'uit';

function press(part: HTMLElement): void {
  const target = part.matches('a, button, input, select, textarea') ? part : part.querySelector<HTMLElement>('input, select, textarea, button, a');
  if (!target) return;
  if (target.matches('a, button')) return target.click();
  target.focus();
  if (target instanceof HTMLInputElement && target.type !== 'date') target.select();
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || areOff()) return;
  const inField = event.target instanceof Element && event.target.matches(FIELDS);
  if (event.key === 'Escape' && inField) return (event.target as HTMLElement).blur();
  if (inField !== event.altKey) return;
  const key = event.altKey ? keyOfCode(event.code) : event.key.toLowerCase();
  const part = key ? document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) : null;
  if (!part) return;
  event.preventDefault();
  press(part);
}

/** With Alt some keyboards type another character: the place of the key then says which one was meant. */
const keyOfCode = (code: string): string | undefined => /^(?:Key|Digit)(\w)$/.exec(code)?.[1]?.toLowerCase();

function offer(list: HTMLElement): void {
  list.hidden = false;
  const button = list.querySelector<HTMLButtonElement>('[data-keys-switch]');
  const show = (): void => {
    if (button) button.textContent = (areOff() ? button.dataset['on'] : button.dataset['off']) ?? '';
  };
  button?.addEventListener('click', () => {
    if (areOff()) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, 'uit');
    show();
  });
  show();
}

const list = document.querySelector<HTMLElement>('[data-keys-list]');
if (list) {
  offer(list);
  document.addEventListener('keydown', hear);
}
