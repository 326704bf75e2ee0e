/**
 * Shows the buildings of a list on a map: `<details data-map>` with a list of links in it. Without script, or when the map cannot be had,
 * the list is there. What draws the map is fetched only once somebody can see it.
 */
const WIDE = '(min-width: 64rem)';

async function show(part: HTMLDetailsElement): Promise<void> {
  if (!part.open || part.dataset['map'] === 'drawn') return;
  part.dataset['map'] = 'drawn';
  const { drawMap } = await import('./map.ts');
  await drawMap(part);
}

for (const part of document.querySelectorAll<HTMLDetailsElement>('details[data-map]')) {
  part.addEventListener('toggle', () => void show(part));
  if (matchMedia(WIDE).matches) part.open = true;
}
