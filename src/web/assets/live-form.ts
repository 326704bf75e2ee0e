import { startClocks } from './countdown.ts';

/**
 * Shows what a form finds while one fills it in: `<form method="get" data-live-form="id of the part">`. The same address and the same
 * answer as the button that sends it, and the address of the page follows, so that looking again (a reload, or the page by itself) shows the
 * same. With `data-walk` the part is a list of links: Enter opens the first, the arrows walk through it.
 */
const WAIT_MS = 220;

function addressOf(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value !== '') query.append(name, value);
  return `${form.action.split(/[?#]/)[0] ?? ''}?${query}`;
}

async function freshPart(address: string, id: string): Promise<HTMLElement | undefined> {
  const answer = await fetch(address, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(8_000) });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.getElementById(id) ?? undefined;
}

function follow(form: HTMLFormElement): void {
  const id = form.dataset['liveForm'] ?? '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  /** The address whose answer the page shows. */
  let shown = '';
  const show = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const address = addressOf(form);
    const fresh = await freshPart(address, id).catch(() => undefined);
    if (!fresh || mine !== asked) return;
    document.getElementById(id)?.replaceWith(fresh);
    shown = address;
    if (new URL(address, location.href).pathname === location.pathname) history.replaceState(history.state, '', address);
    startClocks(fresh);
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(), WAIT_MS);
  });
  if (form.dataset['walk'] !== undefined) walk(form, id, { isFresh: () => shown === addressOf(form), show: () => (clearTimeout(timer), show()) });
}

const linksIn = (id: string): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>(`#${CSS.escape(id)} [data-found]`)];

/** From the field into the list and back; Enter asks first when what is shown is older than what was typed. */
function walk(form: HTMLFormElement, id: string, list: { isFresh(): boolean; show(): Promise<void> }): void {
  const field = form.querySelector<HTMLInputElement>('input[type=search]');
  if (!field) return;
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      linksIn(id)[0]?.focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      field.value = '';
      document.getElementById(id)?.replaceChildren();
    }
  });
  form.addEventListener('submit', (event) => {
    if (field.value.trim().length < 2) return;
    event.preventDefault();
    void (list.isFresh() ? Promise.resolve() : list.show()).then(() => {
      const first = linksIn(id)[0];
      if (first) first.click();
      else form.submit();
    });
  });
  document.addEventListener('keydown', (event) => {
    const links = linksIn(id);
    const at = links.findIndex((one) => one === document.activeElement);
    if (at < 0 || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next) next.focus();
    else if (event.key === 'ArrowUp') field.focus();
  });
}

document.querySelectorAll<HTMLFormElement>('form[data-live-form]').forEach(follow);
