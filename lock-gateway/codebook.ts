import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { GatewayKey } from './envelope.ts';
import type { CodeRecord } from './code.ts';
import type { Journal } from './journal.ts';
import type { Ack, Capabilities } from './protocol.ts';

/** What is remembered of a lock besides its codes. */
export interface LockFacts {
  capabilities: Capabilities | null;
  manifestRev: number;
  /** Each slot of ours was looked at since this memory began. */
  explored?: boolean;
  /** How long its latest codes took from the first try until they were confirmed. */
  confirmMs?: number[];
}

/** A command that was taken: about a code, or answered once and for all. */
export interface TakenCommand {
  lock: string;
  expiresAt: number;
  /** The code it was about; its answer follows from the record. */
  about: { ref: string; rev: number } | null;
  answer: Ack | null;
}

/** The durable memory of the gateway; survives a kill at any instant. */
export interface Codebook {
  codes(lock: string): CodeRecord[];
  code(lock: string, ref: string): CodeRecord | undefined;
  facts(lock: string): LockFacts;
  command(cmdId: string): TakenCommand | undefined;
  /** All of it or nothing; answers once it is on disk. */
  save(lock: string, change: { codes?: readonly CodeRecord[]; facts?: LockFacts; command?: [cmdId: string, taken: TakenCommand] }): Promise<void>;
  /** Forgets commands that have expired and codes that need no guard any more. */
  prune(now: number): Promise<void>;
  seal(lock: string, ref: string, pin: string): string;
  /** @throws when the digits were sealed with a key that we no longer have */
  unseal(lock: string, ref: string, sealed: string): string;
  mark(lock: string, pin: string): string;
}

export function createCodebook(journal: Journal, keys: readonly [GatewayKey, ...GatewayKey[]]): Codebook {
  // The journal is read whole at start; per lock it is indexed here, because reconcilers ask for a lock's codes all the time.
  const byLock = new Map<string, Map<string, CodeRecord>>();
  const codesOf = (lock: string): Map<string, CodeRecord> => {
    const known = byLock.get(lock) ?? new Map<string, CodeRecord>();
    byLock.set(lock, known);
    return known;
  };
  for (const [key, value] of journal.entries('code/')) codesOf(key.split('/')[1]!).set(key.split('/')[2]!, value as CodeRecord);

  return {
    codes: (lock) => [...codesOf(lock).values()],
    code: (lock, ref) => codesOf(lock).get(ref),
    facts: (lock) => (journal.get(`lock/${lock}`) as LockFacts | undefined) ?? { capabilities: null, manifestRev: 0 },
    command: (cmdId) => journal.get(`command/${cmdId}`) as TakenCommand | undefined,
    save: (lock, { codes = [], facts, command }) => {
      for (const record of codes) codesOf(lock).set(record.ref, record);
      return journal.set({
        ...Object.fromEntries(codes.map((record) => [`code/${lock}/${record.ref}`, record])),
        ...(facts ? { [`lock/${lock}`]: facts } : {}),
        ...(command ? { [`command/${command[0]}`]: command[1] } : {}),
      });
    },
    prune: async (now) => {
      const stale = journal.entries('command/').filter(([, taken]) => (taken as TakenCommand).expiresAt <= now).map(([key]) => key);
      for (const [lock, records] of byLock) {
        for (const record of [...records.values()].filter((one) => one.onLock === 'no' && one.keepUntil <= now)) {
          records.delete(record.ref);
          stale.push(`code/${lock}/${record.ref}`);
        }
      }
      if (stale.length > 0) await journal.set(Object.fromEntries(stale.map((key) => [key, undefined])));
    },
    seal: (lock, ref, pin) => sealPin(keys[0], `${lock}/${ref}`, pin),
    unseal: (lock, ref, sealed) => unsealPin(keys, `${lock}/${ref}`, sealed),
    mark: (lock, pin) => createHmac('sha256', keys[0].store).update(`mark ${lock} ${pin}`).digest('base64url').slice(0, 22),
  };
}

/** AES-256-GCM under the store key, bound to the code's place, so that sealed digits cannot be moved to another code. */
function sealPin(key: GatewayKey, place: string, pin: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.store, iv).setAAD(Buffer.from(place));
  const body = Buffer.concat([iv, cipher.update(pin, 'utf8'), cipher.final()]);
  return `${key.id}.${Buffer.concat([body, cipher.getAuthTag()]).toString('base64url')}`;
}

function unsealPin(keys: readonly GatewayKey[], place: string, sealed: string): string {
  const [id, text = ''] = sealed.split('.');
  const key = keys.find((one) => one.id === id);
  if (!key) throw new Error('sealed with a key that is gone');
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key.store, bytes.subarray(0, 12)).setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
}
