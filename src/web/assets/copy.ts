/** `<button data-copy="id of a field" data-copied="…" hidden>`: copies what stands there. Without script one selects it. */
document.querySelectorAll<HTMLButtonElement>('button[data-copy]').forEach((button) => {
  const field = document.getElementById(button.dataset['copy'] ?? '');
  if (!(field instanceof HTMLInputElement) || !('clipboard' in navigator)) return;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', () => {
    field.select();
    void navigator.clipboard.writeText(field.value).then(() => (button.textContent = button.dataset['copied'] ?? ''));
  });
});
