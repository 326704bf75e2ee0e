/**
 * Shows the price of what is filled in without leaving the form: `<form data-live-price="id of the part">`. The same form and
 * the same answer as the button that asks for it; for whom one books is left to that button, because it changes more.
 */
const WAIT_MS = 400;

async function freshPrice(form: HTMLFormElement, id: string): Promise<HTMLElement | undefined> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  fields.set('actie', 'bereken');
  const answer = await fetch(form.action, { method: 'POST', body: fields, redirect: 'error', signal: AbortSignal.timeout(8_000) });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.getElementById(id) ?? undefined;
}

function follow(form: HTMLFormElement): void {
  const id = form.dataset['livePrice'] ?? '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  form.addEventListener('input', (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
    if (!/^(extra-|datum$|van$|tot$|einde$|personen$)/.test(field.name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void show(), WAIT_MS);
  });
  const show = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const fresh = await freshPrice(form, id).catch(() => undefined);
    if (fresh && mine === asked) document.getElementById(id)?.replaceWith(fresh);
  };
}

document.querySelectorAll<HTMLFormElement>('form[data-live-price]').forEach(follow);
