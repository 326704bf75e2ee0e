/**
 * Makes photos smaller before they travel: `<input type="file" data-shrink>`. A phone's photo of 5 MB becomes one of a few hundred
 * kilobytes, upright and without where it was taken. Whatever cannot be drawn here is sent as it is: the server judges it either way.
 */
const LONGEST_SIDE = 2_000;
const SMALL_ENOUGH = 700_000;
const QUALITY = 0.85;

async function shrunk(file: File): Promise<File> {
  if (!file.type.startsWith('image/') || file.size <= SMALL_ENOUGH) return file;
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' }) : file;
}

async function shrinkAll(input: HTMLInputElement): Promise<void> {
  const chosen = [...(input.files ?? [])];
  const files = new DataTransfer();
  for (const file of chosen) files.items.add(await shrunk(file).catch(() => file));
  // Chosen anew meanwhile: that choice counts.
  if (chosen.every((file, index) => input.files?.[index] === file)) input.files = files.files;
}

/** The form waits for what is still being made smaller. */
function follow(input: HTMLInputElement): void {
  let working: Promise<void> | undefined;
  input.addEventListener('change', () => {
    const mine = shrinkAll(input).finally(() => {
      if (working === mine) working = undefined;
    });
    working = mine;
  });
  input.form?.addEventListener('submit', (event) => {
    if (!working) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { form } = input;
    const { submitter } = event;
    void working.then(() => form?.requestSubmit(submitter));
  });
}

document.querySelectorAll<HTMLInputElement>('input[type=file][data-shrink]').forEach(follow);
