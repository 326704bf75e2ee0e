import type { Health } from './health.ts';
import type { CodeState, DropReason } from './protocol.ts';

/** All of them always, so that a counter is there before it first counts. */
const DROPS: readonly (DropReason | 'unknown_lock' | 'forged_manifest' | 'old_manifest' | 'internal')[] =
  ['foreign_topic', 'oversized', 'malformed', 'wrong_version', 'wrong_lock', 'unknown_lock', 'forged_manifest', 'old_manifest', 'internal'];
const STATES: readonly CodeState[] = ['accepted', 'installed', 'unconfirmed', 'needed', 'failed', 'removing', 'removed'];

type Sample = [labels: Record<string, string>, value: number];

/** How the gateway is, for Prometheus (text exposition format 0.0.4). Names and numbers only: no refs, no digits. */
export function metricsOf({ gateway, bootId, city, building, locks, outbox, drops }: Health, now: number): string {
  const ageOf = (at: string | null): number[] => (at === null ? [] : [Math.max(0, (now - Date.parse(at)) / 1_000)]);
  const perLock = (value: (lock: Health['locks'][number]) => readonly number[]): Sample[] => locks.flatMap((lock) => value(lock).map((one): Sample => [{ lock: lock.id }, one]));
  const known = (value: number | null): number[] => (value === null ? [] : [value]);
  return [
    metric('info', 'gauge', 'Which gateway this is; a new boot_id means a restart.', [[{ gateway, boot_id: bootId }, 1]]),
    metric('line_up', 'gauge', 'Whether the broker on that side is connected.', [[{ line: 'city' }, Number(city === 'up')], [{ line: 'building' }, Number(building === 'up')]]),
    metric('locks', 'gauge', 'Locks that it serves.', [[{}, locks.length]]),
    metric('locks_online', 'gauge', 'Those that answer.', [[{}, locks.filter(({ online }) => online).length]]),
    metric('lock_info', 'gauge', 'Of which make the lock is.', locks.map(({ id, make }): Sample => [{ lock: id, make }, 1])),
    metric('lock_unfit', 'gauge', 'Whether the lock gets no codes because of how it is set up; /health says why.', perLock(({ unfit }) => [Number(unfit !== null)])),
    metric('lock_online', 'gauge', 'Whether the lock answers.', perLock(({ online }) => [Number(online)])),
    metric('lock_battery_percent', 'gauge', 'As the lock says.', perLock(({ battery }) => known(battery))),
    metric('lock_clock_skew_seconds', 'gauge', 'How far the clock of the lock is ahead.', perLock(({ skewSeconds }) => known(skewSeconds))),
    metric('lock_seen_age_seconds', 'gauge', 'Since the lock was last heard.', perLock(({ lastSeenAt }) => ageOf(lastSeenAt))),
    metric('report_age_seconds', 'gauge', 'Since the city broker last took a report about the lock.', perLock(({ reportedAt }) => ageOf(reportedAt))),
    metric('codes', 'gauge', 'Codes by state; removed ones for a day.',
      locks.flatMap(({ id, codes }) => STATES.map((state): Sample => [{ lock: id, state }, codes[state] ?? 0]))),
    metric('outbox_waiting', 'gauge', 'Answers and events that wait for the city line.', [[{}, outbox.waiting]]),
    metric('outbox_dropped_total', 'counter', 'Those lost because too many waited.', [[{}, outbox.dropped]]),
    metric('messages_dropped_total', 'counter', 'Messages left out, by reason.', [...new Set([...DROPS, ...Object.keys(drops)])].map((reason): Sample => [{ reason }, drops[reason] ?? 0])),
  ].join('');
}

function metric(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  const full = `openzaal_gateway_${name}`;
  const lines = samples.map(([labels, value]) => {
    const inner = Object.entries(labels).map(([label, text]) => `${label}="${text.replaceAll(/[\\"\n]/g, (one) => (one === '\n' ? '\\n' : `\\${one}`))}"`).join(',');
    return `${full}${inner === '' ? '' : `{${inner}}`} ${value}\n`;
  });
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`;
}
