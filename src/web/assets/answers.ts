/**
 * Shows what a form that only asks would answer, while it is being filled in: `<form method="get" data-answers="ids of the parts">`. The same address and
 * the same answer as its button. A part in which somebody is at work stays as it is. What the first part says is told to screen readers.
 */
const WAIT_MS = 400;

async function ask(form: HTMLFormElement): Promise<Document> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  const answer = await fetch(`${new URL(form.action).pathname}?${fields}`, { headers: { accept: 'text/html' }, redirect: 'error', signal: AbortSignal.timeout(8_000) });
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

function follow(form: HTMLFormElement): void {
  const ids = (form.dataset['answers'] ?? '').split(' ');
  const place = document.createElement('p');
  place.className = 'ds-sr-only';
  place.setAttribute('role', 'status');
  form.after(place);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(), WAIT_MS);
  });
  const show = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const page = await ask(form).catch(() => undefined);
    if (!page || mine !== asked) return;
    for (const id of ids) {
      const [part, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (part && fresh && !part.contains(document.activeElement)) part.replaceWith(fresh);
    }
    place.textContent = document.getElementById(ids[0] ?? '')?.dataset['says'] ?? '';
  };
}

document.querySelectorAll<HTMLFormElement>('form[data-answers]').forEach(follow);
