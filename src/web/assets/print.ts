/** `<button data-print hidden>`: paper at the press of a button, for whoever has script. */
document.querySelectorAll<HTMLButtonElement>('button[data-print]').forEach((button) => {
  button.hidden = false;
  button.addEventListener('click', () => print());
});
