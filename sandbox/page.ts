/** HTML that is safe to put inside other HTML: only `html` makes it, and `html` escapes everything else. */
export interface Html {
  readonly markup: string;
}

type Value = Html | string | number | undefined | Html[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** A template whose values are escaped unless they are Html themselves; `undefined` leaves nothing behind. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  const markup = parts.map((part, index) => part + render(values[index])).join('');
  return { markup };
}

function render(value: Value): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => one.markup).join('');
  if (typeof value === 'object') return value.markup;
  return escape(String(value));
}

/** Scripts never run on a sandbox page. No `form-action`: browsers would also apply it to the redirect that follows a form. */
export const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A whole Dutch page. The ribbon says, above everything, that this is a development environment. */
export function page(title: string, ribbon: string, body: Html): string {
  return `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>${escape(ribbon)}</header>
<main>
${body.markup}
</main>
</body>
</html>`;
}

const STYLE = `
:root { color-scheme: light; --ink: #1d2733; --soft: #57636f; --line: #c3cad1; --accent: #0b5c8a; --accent-ink: #fff; --paper: #fff; --back: #f2f4f6 }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--ink); font: 1.0625rem/1.55 system-ui, "Segoe UI", Roboto, sans-serif }
header { padding: .6rem 1rem; background: #ffdf80; color: #3d2e00; font-weight: 600; text-align: center }
main { max-width: 38rem; margin: 2rem auto; padding: 1.5rem clamp(1rem, 4vw, 2rem) 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem }
main:has(.wide) { max-width: 64rem }
h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.25 }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.15rem }
p { margin: .5rem 0 1rem }
a { color: var(--accent) }
.soft { color: var(--soft) }
.amount { margin: 0 0 1rem; font-size: 2rem; font-weight: 700; font-variant-numeric: tabular-nums }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1.25rem }
dt { color: var(--soft) }
dd { margin: 0; overflow-wrap: anywhere }
ul.choices { list-style: none; margin: 0 0 1.25rem; padding: 0; display: grid; gap: .6rem }
form { margin: 0 }
button, a.button { display: block; width: 100%; min-height: 3rem; padding: .65rem 1rem; border: 2px solid var(--accent); border-radius: .5rem; background: var(--paper); color: var(--accent); font: inherit; font-weight: 600; text-align: left; text-decoration: none; cursor: pointer }
button.primary { background: var(--accent); color: var(--accent-ink) }
button.quiet { border-color: var(--line); color: var(--ink); font-weight: 400 }
button:hover, a.button:hover { filter: brightness(.95) }
button small, a.button small { display: block; font-weight: 400 }
:focus-visible { outline: 3px solid #e07b00; outline-offset: 2px }
.table { overflow-x: auto }
table { width: 100%; border-collapse: collapse }
th, td { padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
pre { overflow-wrap: anywhere; white-space: pre-wrap; padding: 1rem; background: var(--back); border-radius: .5rem }
iframe { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff }
@media (max-width: 30rem) { main { margin: 0; border: 0; border-radius: 0 } dl { grid-template-columns: 1fr } dd { margin-bottom: .5rem } }
`;
