import { expect } from 'chai';
import { pino } from 'pino';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCodebook } from '../../lock-gateway/codebook.ts';
import { gatewayKey } from '../../lock-gateway/envelope.ts';
import { openJournal, type Journal } from '../../lock-gateway/journal.ts';
import { openDesk, type LockDesk } from '../../lock-gateway/lock-desk.ts';
import { readLock } from '../../lock-gateway/lock-steps.ts';
import type { KnownCode, LockDriver } from '../../lock-gateway/locks/driver.ts';
import type { Reported } from '../../lock-gateway/protocol.ts';
import { recall } from '../../lock-gateway/recall.ts';

const REPORTED: Reported = {
  v: 1, lock: 'plain', at: '2026-11-23T17:00:00.000Z', online: true, slots: { total: 20, free: 17, foreign: 0 },
  codes: [
    { ref: 'here', rev: 2, state: 'installed', evidence: 'read_back', at: '2026-11-23T16:00:00.000Z', slot: 4 },
    { ref: 'going', rev: 1, state: 'removing', evidence: 'none', at: '2026-11-23T16:00:00.000Z', slot: 5 },
    { ref: 'gone', rev: 1, state: 'removed', evidence: 'read_back', at: '2026-11-23T16:00:00.000Z' },
    { ref: 'never', rev: 1, state: 'accepted', evidence: 'none', at: '2026-11-23T16:00:00.000Z' },
    { ref: 'begun', rev: 1, state: 'accepted', evidence: 'none', at: '2026-11-23T16:00:00.000Z', slot: 6 },
  ],
};

describe('a gateway that lost its memory', () => {
  let folder: string;
  let journal: Journal;
  let desk: LockDesk;
  let asked: (readonly KnownCode[])[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oz-recall-'));
    journal = await openJournal(join(folder, 'codebook.jsonl'));
    asked = [];
    // A lock that answers slot by slot and knows nothing of refs; slot 5 was emptied meanwhile.
    const driver = {
      condition: () => ({ online: true, lastSeenAt: null, capabilities: { slots: 20, windows: false, clock: false, battery: true }, battery: null, skewSeconds: null }),
      read: async (known: readonly KnownCode[]) => {
        asked.push(known);
        return { codes: known.filter(({ slot }) => slot === 4).map(({ slot, ref, rev }) => ({ slot, ref, rev, owned: true, windows: [] })) };
      },
    } as unknown as LockDriver;
    const codebook = createCodebook(journal, [gatewayKey(Buffer.alloc(32, 1).toString('base64'))]);
    const voice = { ack: () => {}, event: () => {}, changed: () => {} };
    desk = openDesk({ lock: { id: 'plain', driver: 'native', address: 'plain', leadMinutes: 45 }, driver, codebook, voice, log: pino({ level: 'silent' }) });
  });
  afterEach(async () => {
    await journal.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('knows again in which slots its codes were, and believes only what the lock then shows', async () => {
    await recall(desk, REPORTED);
    expect(desk.codebook.codes('plain').map(({ ref, slot, onLock }) => [ref, slot, onLock])).to.deep.equal([['here', 4, 'unknown'], ['going', 5, 'unknown'], ['begun', 6, 'unknown']]);
    await readLock(desk);
    expect(asked[0]?.map(({ slot }) => slot)).to.deep.equal([4, 5, 6]);
    expect(desk.codebook.codes('plain').map(({ ref, onLock }) => [ref, onLock])).to.deep.equal([['here', 'yes'], ['going', 'no'], ['begun', 'no']]);
  });

  it('takes off what the manifest does not list', async () => {
    desk.manifest = { v: 1, lock: 'plain', rev: 9, at: new Date().toISOString(), codes: [], mac: '' };
    await recall(desk, REPORTED);
    await readLock(desk);
    expect(desk.codebook.code('plain', 'here')).to.include({ wanted: 'absent', onLock: 'yes' });
  });

  it('lets what it remembers go before what it once said', async () => {
    await recall(desk, { ...REPORTED, codes: [REPORTED.codes[0]!] });
    await recall(desk, { ...REPORTED, codes: [{ ...REPORTED.codes[0]!, slot: 9 }] });
    expect(desk.codebook.codes('plain').map(({ slot }) => slot)).to.deep.equal([4]);
  });
});
