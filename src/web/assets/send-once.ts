/** A form that changes something is sent once, however often the button is pressed. */
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
  if (form.dataset['sent']) event.preventDefault();
  form.dataset['sent'] = 'yes';
  form.querySelectorAll('button').forEach((button) => button.setAttribute('aria-busy', 'true'));
});

// Coming back with the browser's own button shows the page as it was left: then it may be sent again.
addEventListener('pageshow', () => {
  document.querySelectorAll<HTMLFormElement>('form[data-sent]').forEach((form) => {
    delete form.dataset['sent'];
    form.querySelectorAll('button').forEach((button) => button.removeAttribute('aria-busy'));
  });
});
