import { isBusy } from './typed.ts';

/**
 * Makes a part of the page what the server now sends, and touches only what differs: focus, scroll, what is folded open and what somebody
 * types stay as they are. Things are recognised by the ids in them. A form that somebody fills in is left alone, also when the server no
 * longer sends it: then `data-gone` of the part says so beside it; `data-live-keep` leaves an element to a script. What changed is marked for a moment with `data-live-changed`.
 */
const MARK_MS = 3_000;

export function morph(part: HTMLElement, fresh: HTMLElement): void {
  const focused = part.contains(document.activeElement) ? document.activeElement : undefined;
  const changed = new Set<Element>();
  become(part, document.importNode(fresh, true), changed);
  changed.delete(part);
  changed.forEach((element) => element.setAttribute('data-live-changed', ''));
  setTimeout(() => changed.forEach((element) => element.removeAttribute('data-live-changed')), MARK_MS);
  if (focused && !focused.isConnected) {
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  }
}

function become(old: Element, next: Element, changed: Set<Element>): void {
  if (old.isEqualNode(next) || old.hasAttribute('data-live-keep') || isBusy(old)) return;
  takeAttributes(old, next);
  takeChildren(old, next, changed);
}

/** What a reader folds open stays open. */
const isReaders = (element: Element, name: string): boolean => name === 'open' && element instanceof HTMLDetailsElement;

function takeAttributes(old: Element, next: Element): void {
  const names = new Set([...old.getAttributeNames(), ...next.getAttributeNames()]);
  for (const name of names) {
    const value = next.getAttribute(name);
    if (isReaders(old, name) || old.getAttribute(name) === value) continue;
    if (value === null) old.removeAttribute(name);
    else old.setAttribute(name, value);
  }
}

function takeChildren(old: Element, next: Element, changed: Set<Element>): void {
  const coming = [...next.childNodes];
  let cursor = old.firstChild;
  coming.forEach((node, index) => {
    const match = matchOf(node, cursor, coming.slice(index + 1));
    if (!match) {
      old.insertBefore(node, cursor);
      changed.add(node instanceof Element ? node : old);
      return;
    }
    if (match !== cursor && match.contains(document.activeElement)) while (cursor !== match && cursor) cursor = moveAfter(cursor, match);
    else if (match !== cursor) old.insertBefore(match, cursor);
    if (match === cursor) cursor = cursor.nextSibling;
    if (match instanceof Element && node instanceof Element) {
      if (isClock(match) && match.getAttribute('datetime') !== node.getAttribute('datetime')) match.replaceWith(node);
      else if (!isClock(match)) become(match, node, changed);
    } else if (match.nodeValue !== node.nodeValue) {
      match.nodeValue = node.nodeValue;
      changed.add(old);
    }
  });
  for (let rest = cursor; rest; ) {
    const following = rest.nextSibling;
    if (rest instanceof Element && holdsBusy(rest)) rest.setAttribute('data-live-gone', rest.closest<HTMLElement>('[data-gone]')?.dataset['gone'] ?? '');
    else rest.remove();
    rest = following;
  }
}

/** A clock counts by itself: `countdown.ts`. */
const isClock = (element: Element): boolean => element.hasAttribute('data-countdown');

const holdsBusy = (element: Element): boolean => isBusy(element) || [...element.querySelectorAll('form, input, select, textarea')].some(isBusy);

function moveAfter(node: ChildNode, anchor: ChildNode): ChildNode | null {
  const following = node.nextSibling;
  anchor.after(node);
  return following;
}

/** The node that stands there for this one: the one with an id in common, else an equal one, else one of its kind right here that nobody else is. */
function matchOf(node: ChildNode, cursor: ChildNode | null, later: readonly ChildNode[]): ChildNode | undefined {
  if (!(node instanceof Element)) return cursor?.nodeType === node.nodeType ? cursor : undefined;
  const ids = idsIn(node);
  const here: Element[] = [];
  for (let one: ChildNode | null = cursor; one; one = one.nextSibling) if (one instanceof Element && one.nodeName === node.nodeName) here.push(one);
  const same = here.find((one) => meet(ids, idsIn(one))) ?? here.find((one) => one.isEqualNode(node));
  if (same || !(cursor instanceof Element) || cursor.nodeName !== node.nodeName) return same;
  const own = idsIn(cursor);
  const isOther = (ids.size > 0 && own.size > 0) || cursor.id !== node.id
    || later.some((one) => one instanceof Element && (meet(own, idsIn(one)) || cursor.isEqualNode(one)));
  return isOther ? undefined : cursor;
}

const idsIn = (element: Element): Set<string> => new Set([element.id, ...[...element.querySelectorAll('[id]')].map(({ id }) => id)].filter(Boolean));

const meet = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean => [...some].some((id) => others.has(id));
