const LONGEST_PATH = 1_000;
const NOWHERE = 'http://local.invalid';

/**
 * A path of our own pages to go to after logging in, or `/` when the text points anywhere else. Browsers read `//host`, `/\host`
 * and paths with tabs or line ends as other sites, so the text is parsed as a browser would before it is believed.
 */
export function localPath(text: string | undefined): string {
  // oxlint-disable-next-line no-control-regex
  if (!text || text.length > LONGEST_PATH || !text.startsWith('/') || /[\u0000-\u0020\u007f\\]/.test(text)) return '/';
  if (!URL.canParse(text, NOWHERE)) return '/';
  const url = new URL(text, NOWHERE);
  const path = url.pathname + url.search + url.hash;
  return url.origin === NOWHERE && !path.startsWith('//') ? path : '/';
}
