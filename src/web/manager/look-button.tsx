import type { JSX } from 'preact';

/**
 * Pressing Enter in a field presses the first button of its form, wherever on the page that stands. This one, which nobody sees, comes
 * before the button that confirms: Enter looks, and never confirms.
 */
export const LookButton = ({ form }: { form: string }): JSX.Element => (
  <button class="oz-unseen" type="submit" form={form} name="actie" value="bekijk" tabIndex={-1} aria-hidden="true" />
);
