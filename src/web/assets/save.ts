/**
 * Saves a hall without leaving the page: `<form data-save>` with a button for each of its two states. The same form and the same
 * answer as without script; when that is anything but the usual way back, the form is sent as it is.
 */
async function send(form: HTMLFormElement, action: string): Promise<boolean> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  fields.set('actie', action);
  fields.set('terug', '/bewaard/gelukt');
  const answer = await fetch(form.action, { method: 'POST', body: fields, signal: AbortSignal.timeout(8_000) });
  return answer.ok && new URL(answer.url).pathname === '/bewaard/gelukt';
}

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || !('save' in form.dataset) || !(submitter instanceof HTMLButtonElement)) return;
  if (form.dataset['save'] === 'plain') return;
  event.preventDefault();
  void send(form, submitter.value)
    .catch(() => false)
    .then((done) => {
      delete form.dataset['sent'];
      form.querySelectorAll('button').forEach((button) => button.removeAttribute('aria-busy'));
      if (!done) {
        form.dataset['save'] = 'plain';
        form.requestSubmit(submitter);
        return;
      }
      form.toggleAttribute('data-saved', submitter.value === 'bewaar');
      form.querySelector<HTMLButtonElement>(`[data-when='${submitter.value === 'bewaar' ? 'saved' : 'not-saved'}']`)?.focus();
    });
});
