import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Health } from '../../lock-gateway/health.ts';
import { serveHealth } from '../../lock-gateway/health.ts';
import { metricsOf } from '../../lock-gateway/metrics.ts';

const now = Date.parse('2027-02-03T12:00:00.000Z');
const before = (seconds: number): string => new Date(now - 1_000 * seconds).toISOString();
const health: Health = {
  gateway: 'leuven', bootId: 'boot-1', city: 'up', building: 'down', outbox: { waiting: 3, dropped: 1 }, drops: { malformed: 2, unheard_of: 1 },
  locks: [
    { id: 'deur', make: 'native', unfit: null, online: true, lastSeenAt: before(4), battery: 81, skewSeconds: -2, reportedAt: before(60), codes: { installed: 2, failed: 1 } },
    { id: 'poort', make: 'nuki_hub', unfit: 'the keypad is off', online: false, lastSeenAt: null, battery: null, skewSeconds: null, reportedAt: null, codes: {} },
  ],
};
const samplesOf = (text: string): Map<string, number> =>
  new Map(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));

describe('the metrics of a lock gateway', () => {
  const text = metricsOf(health, now);
  const samples = samplesOf(text);
  const value = (name: string): number | undefined => samples.get(`openzaal_gateway_${name}`);

  it('say what it is connected to, how its locks are and what waits', () => {
    expect(value('info{gateway="leuven",boot_id="boot-1"}')).to.equal(1);
    expect([value('line_up{line="city"}'), value('line_up{line="building"}')]).to.deep.equal([1, 0]);
    expect([value('locks'), value('locks_online'), value('lock_online{lock="deur"}'), value('lock_online{lock="poort"}')]).to.deep.equal([2, 1, 1, 0]);
    expect([value('lock_info{lock="poort",make="nuki_hub"}'), value('lock_unfit{lock="deur"}'), value('lock_unfit{lock="poort"}')]).to.deep.equal([1, 0, 1]);
    expect([value('outbox_waiting'), value('outbox_dropped_total')]).to.deep.equal([3, 1]);
    expect([value('report_age_seconds{lock="deur"}'), value('lock_seen_age_seconds{lock="deur"}')]).to.deep.equal([60, 4]);
    expect([value('lock_battery_percent{lock="deur"}'), value('lock_clock_skew_seconds{lock="deur"}')]).to.deep.equal([81, -2]);
  });

  it('say nothing of what is not known, and zero of what has not happened', () => {
    for (const name of ['report_age_seconds', 'lock_seen_age_seconds', 'lock_battery_percent', 'lock_clock_skew_seconds']) expect(value(`${name}{lock="poort"}`), name).to.equal(undefined);
    expect([value('codes{lock="deur",state="installed"}'), value('codes{lock="deur",state="failed"}'), value('codes{lock="poort",state="needed"}')]).to.deep.equal([2, 1, 0]);
    expect([value('messages_dropped_total{reason="malformed"}'), value('messages_dropped_total{reason="forged_manifest"}'), value('messages_dropped_total{reason="unheard_of"}')]).to.deep.equal([2, 0, 1]);
  });

  it('are text as Prometheus reads it: each metric announced once, before its samples', () => {
    const lines = text.split('\n');
    expect(lines.at(-1)).to.equal('');
    const announced = lines.filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2]!);
    expect(new Set(announced).size).to.equal(announced.length);
    let current = '';
    for (const line of lines.slice(0, -1)) {
      expect(line).to.match(/^(# HELP \w+ .+|# TYPE \w+ (gauge|counter)|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?\d+(\.\d+)?)$/);
      if (line.startsWith('# TYPE ')) current = line.split(' ')[2]!;
      else if (!line.startsWith('#')) expect(line.split(/[{ ]/)[0]).to.equal(current);
    }
  });

  it('are served beside its health, on this machine only and to nobody who asks for something else', async () => {
    const served = await serveHealth(0, () => health);
    try {
      const [metrics, well] = await Promise.all(['metrics', 'health'].map((path) => fetch(`http://127.0.0.1:${served.port}/${path}`)));
      expect([metrics!.status, metrics!.headers.get('content-type'), well!.status]).to.deep.equal([200, 'text/plain; version=0.0.4; charset=utf-8', 503]);
      expect(samplesOf(await metrics!.text()).get('openzaal_gateway_outbox_waiting')).to.equal(3);
      for (const path of ['', 'metrics/', 'metrics?x=1', 'constructor']) expect((await fetch(`http://127.0.0.1:${served.port}/${path}`)).status, path).to.equal(404);
      expect((await fetch(`http://127.0.0.1:${served.port}/metrics`, { method: 'POST' })).status).to.equal(404);
    } finally {
      await served.close();
    }
  });

  it('are named in docs/operations.md, and no other is', () => {
    const named = [...readFileSync('docs/operations.md', 'utf8').matchAll(/(?:openzaal_gateway|…)_([a-z_]+)/g)].map(([, name]) => name!);
    const there = [...text.matchAll(/^# TYPE openzaal_gateway_(\w+)/gm)].map(([, name]) => name!);
    expect(named.length).to.be.greaterThan(8);
    expect(there).to.include.members(named);
  });
});
