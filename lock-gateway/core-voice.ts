import { randomUUID } from 'node:crypto';
import type { Line } from './line.ts';
import { traitsOf, type LockDesk, type Voice } from './lock-desk.ts';
import { needed } from './manifest-rules.ts';
import type { Outbox } from './outbox.ts';
import { lockTopic, type Happening, type LockEvent } from './protocol.ts';
import { infoOf, reportedOf, watchCondition } from './report.ts';

/** Changes within this time share one report. */
const REPORT_AFTER_MS = 50;
/** A manifest may overtake the command it speaks of, and a lock may yet answer: wait a little before asking. */
const ASK_AFTER_MS = 2_000;
const ASK_AGAIN_MS = 60_000;

/** Speaks to the core on behalf of all locks. */
export interface CoreVoice extends Voice {
  /** The line is up: says everything anew, because a broker may have forgotten it. */
  sayAll(): void;
  /** When the broker last took a report about a lock. */
  reportedAt(lock: string): number | undefined;
  /** A lock may lack digits. */
  ask(lock: string): void;
  stop(): void;
}

export interface VoiceParts {
  gateway: string;
  line: () => Line;
  outbox: Outbox;
  desks: ReadonlyMap<string, LockDesk>;
}

export function createVoice({ gateway, line, outbox, desks }: VoiceParts): CoreVoice {
  const reporting = new Map<string, Due>();
  const asking = new Map<string, Due>();
  const askedAt = new Map<string, number>();
  const reportedAt = new Map<string, number>();

  const retain = (lock: string, kind: 'info' | 'reported', message: object): void => {
    if (!line().isUp()) return;
    const taken = (): void => void (kind === 'reported' && reportedAt.set(lock, Date.now()));
    line().publish(lockTopic(gateway, lock, kind), message, 'retain').then(taken, () => later(reporting, lock, 1_000, report));
  };

  const report = (lock: string): void => {
    const desk = desks.get(lock);
    if (!desk) return;
    watchCondition(desk, Date.now());
    const info = infoOf(desk);
    if (info && JSON.stringify(info) !== desk.told.info) {
      retain(lock, 'info', info);
      desk.told.info = JSON.stringify(info);
    }
    retain(lock, 'reported', reportedOf(desk, Date.now()));
    voice.ask(lock);
  };

  /** Asks for digits, each at most once a minute, until they come. */
  const askNow = (lock: string): void => {
    const desk = desks.get(lock);
    if (!desk || !line().isUp()) return;
    const now = Date.now();
    const lacking = needed(desk.manifest, desk.codebook.codes(lock), now, traitsOf(desk));
    for (const { ref, rev } of lacking) {
      const key = `${lock}/${ref}/${rev}`;
      if (now - (askedAt.get(key) ?? 0) < ASK_AGAIN_MS) continue;
      askedAt.set(key, now);
      voice.event(lock, { type: 'need', ref, rev }, now);
    }
    if (lacking.length > 0) later(asking, lock, ASK_AGAIN_MS, askNow);
  };

  const voice: CoreVoice = {
    ack: (ack) => outbox.send(lockTopic(gateway, ack.lock, 'ack'), ack),
    event: (lock, happening, at) => outbox.send(lockTopic(gateway, lock, 'event'), eventOf(lock, happening, at)),
    changed: (lock) => later(reporting, lock, REPORT_AFTER_MS, report),
    reportedAt: (lock) => reportedAt.get(lock),
    ask: (lock) => later(asking, lock, ASK_AFTER_MS, askNow),
    sayAll: () => {
      askedAt.clear();
      for (const [lock, desk] of desks) {
        desk.told.info = '';
        report(lock);
      }
      outbox.flush();
    },
    stop: () => {
      for (const { timer } of [...reporting.values(), ...asking.values()]) clearTimeout(timer);
    },
  };
  return voice;
}

const eventOf = (lock: string, happening: Happening, at: number): LockEvent =>
  ({ v: 1, id: randomUUID(), lock, at: new Date(at).toISOString(), ...happening });

interface Due {
  at: number;
  timer: NodeJS.Timeout;
}

/** Runs once after the wait, however often it is asked for meanwhile; the earliest asking counts. */
function later(dues: Map<string, Due>, lock: string, waitMs: number, run: (lock: string) => void): void {
  const at = Date.now() + waitMs;
  const due = dues.get(lock);
  if (due && due.at <= at) return;
  clearTimeout(due?.timer);
  const timer = setTimeout(() => {
    dues.delete(lock);
    run(lock);
  }, waitMs);
  dues.set(lock, { at, timer });
}
