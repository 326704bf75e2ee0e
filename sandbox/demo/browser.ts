/** What a browser does for a person: it remembers cookies per host, follows redirects and gives up on what takes too long. */
export interface Browser {
  /** Opens an address and answers the page on which one ends up. */
  open(url: string): Promise<Page>;
  /** Sends a form of a page. */
  submit(url: string, fields: Readonly<Record<string, string>>): Promise<Page>;
  /** Sends one request as it is, with the cookies of that host. */
  send(url: string, request?: RequestInit): Promise<Response>;
}

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

const PATIENCE_MS = 15_000;
const MOST_REDIRECTS = 12;

export function openBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>();

  const send = async (url: string, request: RequestInit = {}): Promise<Response> => {
    const jar = jars.get(new URL(url).hostname) ?? new Map<string, string>();
    jars.set(new URL(url).hostname, jar);
    const headers = new Headers(request.headers);
    if (jar.size > 0) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(url, { ...request, headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    for (const cookie of answer.headers.getSetCookie()) keep(jar, cookie);
    return answer;
  };

  const follow = async (url: string, first: Response): Promise<Page> => {
    let at = url;
    let answer = first;
    for (let hops = 0; isRedirect(answer); hops += 1) {
      if (hops === MOST_REDIRECTS) throw new Error(`more than ${MOST_REDIRECTS} redirects from ${url}`);
      await answer.body?.cancel();
      at = new URL(answer.headers.get('Location') ?? '', at).href;
      answer = await send(at);
    }
    return { url: at, status: answer.status, html: await answer.text() };
  };

  return {
    send,
    open: async (url) => follow(url, await send(url)),
    submit: async (url, fields) => follow(url, await send(url, {
      method: 'POST', body: new URLSearchParams(fields), headers: { Origin: new URL(url).origin },
    })),
  };
}

const isRedirect = ({ status, headers }: Response): boolean => status >= 300 && status < 400 && headers.has('Location');

/** A cookie without a value, or one that is over, is forgotten. */
function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  const name = pair.slice(0, pair.indexOf('='));
  const value = pair.slice(name.length + 1);
  const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice('expires='.length);
  if (value === '' || (expires !== undefined && Date.parse(expires) <= Date.now())) jar.delete(name);
  else jar.set(name, value);
}
