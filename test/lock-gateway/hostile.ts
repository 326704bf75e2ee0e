import { limits, type DropReason, type LockTopic } from '../../lock-gateway/protocol.ts';

const at = '2027-02-03T12:00:00.000Z';

/** A valid message of each kind about the lock `deur`. */
export const VALID: Readonly<Record<LockTopic | 'status', object>> = {
  status: { v: 1, status: 'online', bootId: 'boot-1', software: 'test', at },
  info: { v: 1, lock: 'deur', driver: 'native', leadMinutes: 45, capabilities: { slots: 50, windows: true, clock: true, battery: true } },
  reported: { v: 1, lock: 'deur', at, online: true, slots: { total: 50, free: 50, foreign: 0 }, codes: [] },
  manifest: { v: 1, lock: 'deur', rev: 1, at, codes: [], mac: 'A'.repeat(43) },
  cmd: { v: 1, cmdId: 'cmd-1', lock: 'deur', replyTo: 'x', expiresAt: at, jwe: `eyJ..${'A'.repeat(16)}.AAAA.${'A'.repeat(22)}` },
  ack: { v: 1, cmdId: 'cmd-1', lock: 'deur', ref: 'ref-1', rev: 1, status: 'installed', evidence: 'read_back', at },
  event: { v: 1, id: 'event-1', lock: 'deur', at, type: 'tamper' },
};

export interface Hostile {
  what: string;
  payload: Buffer;
  /** Why it is dropped; `taken` where only its strange part is left out. */
  fate: DropReason | 'taken';
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
/** With these characters in place of a property's text, as they stand on the wire. */
const raw = (message: object, property: string, text: string): Buffer => Buffer.from(JSON.stringify({ ...message, [property]: '§' }).replace('"§"', text));

/** What somebody who may publish, but wishes no good, could send on a topic of this kind. */
export function hostilePayloads(kind: LockTopic | 'status'): Hostile[] {
  const valid = VALID[kind];
  const room = limits.bytes[kind] - JSON.stringify(valid).length - 20;
  const deep = (open: string, close: string): string => open.repeat(Math.floor(room / (open.length + close.length)) - 1) + close.repeat(Math.floor(room / (open.length + close.length)) - 1);
  const dropped = (fate: DropReason, entries: Record<string, Buffer>): Hostile[] => Object.entries(entries).map(([what, payload]) => ({ what, payload, fate }));
  const taken = (entries: Record<string, Buffer>): Hostile[] => Object.entries(entries).map(([what, payload]) => ({ what, payload, fate: 'taken' }));
  return [
    ...dropped('malformed', {
      'nothing': Buffer.alloc(0), 'half an object': Buffer.from('{"v":1'), 'null': Buffer.from('null'), 'a list': Buffer.from('[]'), 'a text': Buffer.from('"v"'), 'a number beyond all': Buffer.from('1e999'),
      'bytes that are no UTF-8': Buffer.concat([json(valid).subarray(0, -1), Buffer.from(',"x":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')]),
      'UTF-16': Buffer.from(JSON.stringify(valid), 'utf16le'), 'zeros': Buffer.alloc(limits.bytes[kind]),
      'lists in lists, as deep as fits': Buffer.from(deep('[', ']')), 'objects in objects, as deep as fits': Buffer.from(deep('{"a":', '}').replace('}', '1}')),
      'a day that is in no calendar': json({ ...valid, at: '2027-02-30T12:00:00Z', expiresAt: '2027-02-30T12:00:00Z', leadMinutes: -1 }),
      'a year before all': json({ ...valid, at: '0000-01-01T00:00:00Z', expiresAt: '0000-01-01T00:00:00Z', leadMinutes: -1 }),
      'hour twenty-four': json({ ...valid, at: '2027-02-03T24:00:00Z', expiresAt: '2027-02-03T24:00:00Z', leadMinutes: -1 }),
      ...(kind === 'status' ? {} : {
        'a name that leaves its level': json({ ...valid, lock: 'a/b' }), 'a name of a wildcard': json({ ...valid, lock: '+' }), 'a name as a number': json({ ...valid, lock: 1 }), 'a name without end': json({ ...valid, lock: 'd'.repeat(65) }),
      }),
    }),
    ...dropped('wrong_version', { 'another version': json({ ...valid, v: 2 }), 'a version as text': json({ ...valid, v: '1' }), 'no version that one could read': json({ ...valid, v: null }) }),
    ...dropped('oversized', { 'one byte too many': Buffer.concat([json(valid), Buffer.alloc(limits.bytes[kind] + 1 - json(valid).length, ' ')]), 'megabytes': Buffer.alloc(2_000_000, '[') }),
    ...(kind === 'status' ? [] : dropped('wrong_lock', { 'another lock than that of the topic': json({ ...valid, lock: 'constructor' }) })),
    ...taken({
      'names that reach for the prototype': Buffer.from(`${JSON.stringify(valid).slice(0, -1)},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}`),
      'a deep stranger': Buffer.from(`${JSON.stringify(valid).slice(0, -1)},"x":${deep('[', ']')}}`),
      'a character that no database keeps': Buffer.from(`${JSON.stringify(valid).slice(0, -1)},"x":"\\u0000\\ud800"}`),
      'a property twice': Buffer.from(`${JSON.stringify(valid).slice(0, -1)},"v":1}`),
    }),
    ...OF_KIND[kind](valid),
  ];
}

const malformed = (entries: Record<string, Buffer>): Hostile[] => Object.entries(entries).map(([what, payload]) => ({ what, payload, fate: 'malformed' }));
const revisions = (valid: object): Record<string, Buffer> => ({
  'a revision that no column holds': json({ ...valid, rev: 9_007_199_254_740_991 }), 'a revision below one': json({ ...valid, rev: 0 }), 'half a revision': json({ ...valid, rev: 1.5 }), 'a revision as text': json({ ...valid, rev: '1' }),
  'a revision without end': raw(valid, 'rev', '1e400'),
});
const code = { ref: 'ref-1', rev: 1, state: 'installed', evidence: 'read_back', at };

const OF_KIND: Record<LockTopic | 'status', (valid: object) => Hostile[]> = {
  status: (valid) => malformed({ 'a NUL in a text': raw(valid, 'software', String.raw`"a\u0000b"`), 'half a character': raw(valid, 'software', String.raw`"\ud800"`), 'a boot that is no name': json({ ...valid, bootId: '../x' }) }),
  info: (valid) => malformed({ 'a NUL in a text': raw(valid, 'unfit', String.raw`"a\u0000b"`), 'half a character': raw(valid, 'unfit', String.raw`"\udfff"`), 'slots without end': json({ ...valid, capabilities: { slots: 1e9, windows: true, clock: true, battery: true } }) }),
  reported: (valid) => [
    ...malformed({
      'more codes than a lock may have': json({ ...valid, codes: Array.from({ length: 4_001 }, () => code) }), 'a code without a name': json({ ...valid, codes: [{ ...code, ref: '' }] }),
      'a code of a revision that no column holds': json({ ...valid, codes: [{ ...code, rev: 2_147_483_648 }] }), 'codes as an object': json({ ...valid, codes: { length: 4 } }), 'a battery beyond full': json({ ...valid, battery: 1e9 }),
    }),
    { what: 'digits where nobody asked for them', payload: json({ ...valid, pin: '483927', codes: [{ ...code, pin: '483927' }] }), fate: 'taken' },
    { what: 'a manifest from the far future', payload: json({ ...valid, manifestRev: 9_007_199_254_740_991 }), fate: 'taken' },
    { what: 'a clock of another age', payload: json({ ...valid, at: '9999-12-31T23:59:59.999Z', lastSeenAt: '1000-01-01T00:00:00Z', skewSeconds: -1e10, battery: 0.49 }), fate: 'taken' },
  ],
  manifest: (valid) => malformed({ 'a MAC of another length': json({ ...valid, mac: 'A' }), 'more codes than a lock may have': json({ ...valid, codes: Array.from({ length: 2_001 }, () => ({ ref: 'r', rev: 1, windows: [] })) }) }),
  cmd: (valid) => malformed({ 'no envelope': json({ ...valid, jwe: 'a.b.c' }), 'an envelope of another kind': json({ ...valid, jwe: `eyJ.${'A'.repeat(16)}.AAAA` }) }),
  ack: (valid) => [
    ...malformed({ ...revisions(valid), 'an outcome of its own': json({ ...valid, status: 'opened' }) }),
    { what: 'the highest revision there is', payload: json({ ...valid, rev: 2_000_000_000 }), fate: 'taken' },
    { what: 'a command named after what every object has', payload: json({ ...valid, cmdId: 'constructor', ref: 'hasOwnProperty' }), fate: 'taken' },
  ],
  event: (valid) => [
    ...malformed({ 'a kind of its own': json({ ...valid, type: 'open_sesame' }), 'a need of nothing': json({ ...valid, type: 'need' }), ...revisions({ ...valid, type: 'need', ref: 'r' }) }),
    { what: 'the same event again', payload: json(valid), fate: 'taken' },
    { what: 'a skew without measure', payload: json({ ...valid, id: 'event-2', type: 'clock_skew', skewSeconds: 1e10 }), fate: 'taken' },
    { what: 'digits where nobody asked for them', payload: json({ ...valid, id: 'event-3', type: 'refused', pin: '483927' }), fate: 'taken' },
  ],
};
