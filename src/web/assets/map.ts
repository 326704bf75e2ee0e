import { circle, control, divIcon, latLngBounds, map as mapIn, marker, tileLayer, type LatLngBounds, type Map as LeafletMap } from 'leaflet/dist/leaflet-src.esm.js';
import style from 'leaflet/dist/leaflet.css?url';
import { groupPins, type Pin, type PinGroup } from './map-pins.ts';

const FARTHEST_IN = 17;
/** From here on there is room for the names of the buildings. */
const NEAR = 15;
/** How far the ground of a neighbourhood reaches beyond its buildings; its name stands at the upper edge. */
const GROUND_METRES = 500;
/** A degree of latitude. */
const DEGREE_METRES = 111_320;
const FIT = { padding: [40, 40] as [number, number], maxZoom: 15, animate: false };
const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

interface Venue extends Pin {
  place: string;
  link: HTMLAnchorElement;
}

/** Puts the venues that the part lists on a map. Each is the very link of the list; those that would overlap are one button that zooms in. */
export async function drawMap(part: HTMLDetailsElement): Promise<void> {
  const [frame, list] = [part.querySelector<HTMLElement>('[data-frame]'), part.querySelector<HTMLElement>('[data-venues]')];
  if (!frame || !list) return;
  const venues = [...list.querySelectorAll('li')].flatMap(venueOf);
  if (venues.length === 0) return;
  await loadStyle();
  frame.hidden = false;
  list.hidden = true;
  const map = mapIn(frame, { zoomControl: false, attributionControl: false, scrollWheelZoom: false, maxZoom: FARTHEST_IN, zoomSnap: 0.5, zoomAnimation: !still(), fadeAnimation: !still() });
  const { zoomIn = '', zoomOut = '', tiles, attribution } = part.dataset;
  control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  control.scale({ imperial: false }).addTo(map);
  if (tiles) addTiles(map, tiles, attribution ?? '');
  map.fitBounds(boundsOf(venues), FIT);
  nameNeighbourhoods(map, venues, tiles === undefined);
  // The page scrolls over the map until somebody turns to it.
  map.on('focus', () => map.scrollWheelZoom.enable()).on('blur', () => map.scrollWheelZoom.disable());
  keepPins(map, venues, part.dataset['group'] ?? '');
}

function venueOf(item: HTMLLIElement): Venue[] {
  const link = item.querySelector('a');
  const { latitude, longitude, halls, place = '' } = item.dataset;
  return link ? [{ latitude: Number(latitude), longitude: Number(longitude), halls: Number(halls), place, link }] : [];
}

const boundsOf = (venues: readonly Pin[]): LatLngBounds => latLngBounds(venues.map(({ latitude, longitude }) => [latitude, longitude]));

function addTiles(map: LeafletMap, url: string, attribution: string): void {
  tileLayer(url, { maxZoom: FARTHEST_IN, maxNativeZoom: FARTHEST_IN }).addTo(map);
  const said = document.createElement('span');
  said.textContent = attribution;
  if (attribution) control.attribution({ prefix: false }).addAttribution(said.innerHTML).addTo(map);
}

/** Says where the neighbourhoods lie; without tiles a patch of ground under each gives something to go by. */
function nameNeighbourhoods(map: LeafletMap, venues: readonly Venue[], bare: boolean): void {
  for (const place of new Set(venues.map((venue) => venue.place))) {
    const here = venues.filter((venue) => venue.place === place);
    const middle = boundsOf(here).getCenter();
    const radius = Math.max(...here.map(({ latitude, longitude }) => middle.distanceTo([latitude, longitude]))) + GROUND_METRES;
    if (bare) circle(middle, { radius, interactive: false, className: 'oz-map-ground' }).addTo(map);
    const name = document.createElement('span');
    name.textContent = place;
    marker([middle.lat + radius / DEGREE_METRES, middle.lng], { icon: divIcon({ className: 'oz-map-place', html: name, iconSize: [0, 0] }), interactive: false, keyboard: false, pane: 'overlayPane' }).addTo(map);
  }
}

/** Shows the venues for as far as one has zoomed in, and again after each zoom. */
function keepPins(map: LeafletMap, venues: readonly Venue[], sayGroup: string): void {
  let shown: ReturnType<typeof marker>[] = [];
  let goTo: readonly Venue[] = [];
  const draw = (): void => {
    map.getContainer().toggleAttribute('data-near', map.getZoom() >= NEAR);
    shown.forEach((pin) => pin.remove());
    const at = ({ latitude, longitude }: Pin): { x: number; y: number } => map.project([latitude, longitude]);
    const groups = groupPins(venues, at, map.getZoom() >= FARTHEST_IN ? 'spread' : 'gather');
    shown = groups.map((group) => {
      const face = group.pins.length === 1 ? linkFor(group.pins[0]!) : buttonFor(group, sayGroup, () => zoomTo(group));
      const pin = marker(map.unproject([group.x, group.y]), { icon: divIcon({ className: 'oz-pin-place', html: face, iconSize: [0, 0] }), interactive: false, keyboard: false }).addTo(map);
      face.addEventListener('focus', () => void map.panInside(pin.getLatLng(), { padding: [48, 48], animate: false }));
      if (goTo.length > 0 && group.pins.some((one) => goTo.includes(one))) {
        goTo = [];
        face.focus();
      }
      return pin;
    });
  };
  const zoomTo = (group: PinGroup<Venue>): void => {
    goTo = group.pins;
    const closer = map.getBoundsZoom(boundsOf(group.pins), false);
    map.setView(boundsOf(group.pins).getCenter(), Math.min(FARTHEST_IN, Math.max(map.getZoom() + 1, closer - 0.5)), { animate: !still() });
  };
  map.on('zoomend', draw);
  draw();
}

function linkFor({ link, halls }: Venue): HTMLElement {
  const face = document.createElement('a');
  face.href = link.href;
  face.draggable = false;
  face.className = 'oz-pin';
  if (link.ariaCurrent !== null) face.setAttribute('aria-current', link.ariaCurrent);
  const [count, name] = [document.createElement('span'), document.createElement('span')];
  count.textContent = String(halls);
  count.ariaHidden = 'true';
  name.className = 'oz-pin-name';
  name.append(...[...link.childNodes].map((part) => part.cloneNode(true)));
  face.append(count, name);
  return face;
}

function buttonFor(group: PinGroup<Venue>, say: string, act: () => void): HTMLElement {
  const face = document.createElement('button');
  face.type = 'button';
  face.className = 'oz-pin';
  face.dataset['many'] = '';
  face.toggleAttribute('data-current', group.pins.some(({ link }) => link.ariaCurrent !== null));
  const halls = group.pins.reduce((sum, pin) => sum + pin.halls, 0);
  face.textContent = String(halls);
  face.ariaLabel = say.replace('{halls}', String(halls)).replace('{venues}', String(group.pins.length));
  face.addEventListener('click', act);
  return face;
}

/** The style sheet of the map comes with it, and is waited for, since its measures decide where things stand. */
const loadStyle = (): Promise<void> => new Promise((resolve) => {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = style;
  sheet.addEventListener('load', () => resolve());
  sheet.addEventListener('error', () => resolve());
  document.head.prepend(sheet);
});
