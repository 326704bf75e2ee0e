/**
 * The one stream of a page on which the server says which topics changed. It is closed while nobody looks, so that tabs in the background
 * cost nothing, and made again when it breaks; the server is told how old what we know is, and says what was missed.
 */
export interface Line {
  isOpen(): boolean;
  /** Other topics from now on. */
  hear(topics: readonly string[]): void;
}

const MOST_TOPICS = 100;
/** Signs of life come every 25 seconds. */
const SILENCE_MS = 70_000;
const SHORTEST_PAUSE_MS = 1_500;
const LONGEST_PAUSE_MS = 60_000;

/** When what this page shows was asked for, by this browser's clock. */
function askedAt(): number {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return Date.now() - (performance.now() - (navigation?.requestStart ?? 0));
}

export function followTopics(topics: readonly string[], onChange: (withinMs: number) => void): Line {
  let followed = topics;
  let source: EventSource | undefined;
  let open = false;
  let knownAt = askedAt();
  let pause = SHORTEST_PAUSE_MS;
  let again: number | undefined;
  let watchdog: number | undefined;

  const close = (): void => {
    source?.close();
    source = undefined;
    open = false;
    clearTimeout(again);
    clearTimeout(watchdog);
  };
  const connectLater = (): void => {
    close();
    again = window.setTimeout(connect, pause * (1 + Math.random()));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };
  const alive = (): void => {
    knownAt = Date.now();
    clearTimeout(watchdog);
    watchdog = window.setTimeout(connectLater, SILENCE_MS);
  };
  function connect(): void {
    close();
    if (document.hidden || followed.length === 0) return;
    const age = Math.max(0, Math.round(Date.now() - knownAt));
    const made = new EventSource(`/live?${new URLSearchParams({ topics: followed.slice(0, MOST_TOPICS).join(' '), age: String(age) }).toString()}`);
    source = made;
    made.addEventListener('heard', () => {
      open = true;
      pause = SHORTEST_PAUSE_MS;
      alive();
    });
    made.addEventListener('beat', alive);
    made.addEventListener('changed', ({ data }: MessageEvent<string>) => {
      alive();
      onChange((JSON.parse(data) as { withinMs: number }).withinMs);
    });
    made.addEventListener('error', connectLater);
  }

  document.addEventListener('visibilitychange', connect);
  addEventListener('pagehide', close);
  addEventListener('pageshow', ({ persisted }) => persisted && connect());
  connect();
  return {
    isOpen: () => open,
    hear(now) {
      if (now.join(' ') === followed.join(' ')) return;
      followed = now;
      connect();
    },
  };
}
