/**
 * Whoever fills in a booking and then chooses, above the page, for whom they act, would lose what they typed: that choice goes through
 * the booking form instead, where it stands as well.
 */
document.addEventListener('submit', (event) => {
  const chooser = event.target;
  const booking = document.querySelector<HTMLFormElement>('form[data-live-price]');
  if (!(chooser instanceof HTMLFormElement) || !chooser.closest('.oz-acting') || !booking) return;
  const chosen = chooser.querySelector('select')?.value ?? '';
  const same = [...booking.querySelectorAll<HTMLInputElement>('input[name=voor]')].find(({ value }) => value === chosen);
  const calculate = booking.querySelector<HTMLButtonElement>('button[value=bereken]');
  if (!same || !calculate) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  same.checked = true;
  booking.requestSubmit(calculate);
});
