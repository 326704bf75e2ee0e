type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;

function differs(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    const first = Math.max(0, options.findIndex(({ defaultSelected }) => defaultSelected));
    return options.some((option, index) => option.selected !== (field.multiple ? option.defaultSelected : index === first));
  }
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

/** True while somebody is in a field of this form, has changed one, or has just sent it; the same of a field by itself. */
export function isBusy(element: Element): boolean {
  if (element instanceof HTMLFormElement) return element.dataset['sent'] !== undefined || [...element.elements].some(isTouched);
  return isTouched(element);
}

const isTouched = (element: Element): boolean => isField(element) && (differs(element) || (element === document.activeElement && isTypedIn(element)));

const isTypedIn = (field: Field): boolean => !(field instanceof HTMLInputElement && ['button', 'submit', 'reset', 'image'].includes(field.type));
