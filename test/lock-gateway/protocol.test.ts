import { expect } from 'chai';
import fc from 'fast-check';
import { gatewayKey, isSigned, openCommand, sealCommand, signManifest } from '../../lock-gateway/envelope.ts';
import { coreFilters, gatewayFilters, limits, lockTopic, readMessage, statusTopic, type Manifest } from '../../lock-gateway/protocol.ts';

const at = '2026-11-23T17:00:00.000Z';
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const ack = { v: 1, cmdId: 'c1', lock: 'l1', ref: 'r', rev: 1, status: 'installed', evidence: 'device_ack', at };
const key = gatewayKey(Buffer.alloc(32, 1).toString('base64'));

describe('native lock profile', () => {
  it('reads a valid message with its topic, and lets a newer peer say more', () => {
    const read = readMessage(lockTopic('leuven', 'l1', 'ack'), bytes({ ...ack, more: 'later' }));
    expect(read.ok && read.incoming).to.deep.include({ kind: 'ack', gateway: 'leuven', lock: 'l1' });
    const status = readMessage(statusTopic('leuven'), bytes({ v: 1, status: 'online', bootId: 'b', software: 's', at }));
    expect(status.ok && status.incoming.kind).to.equal('status');
  });

  it('drops each wrong message with its reason', () => {
    const topic = lockTopic('leuven', 'l1', 'ack');
    const reason = (where: string, payload: Uint8Array): string | undefined => {
      const read = readMessage(where, payload);
      return read.ok ? undefined : read.reason;
    };
    expect(reason('openzaal/lock/v2/leuven/locks/l1/ack', bytes(ack))).to.equal('foreign_topic');
    expect(reason('openzaal/lock/v1/leuven/locks/l1/ack/x', bytes(ack))).to.equal('foreign_topic');
    expect(reason('openzaal/lock/v1/+/locks/l1/ack', bytes(ack))).to.equal('foreign_topic');
    expect(reason(topic, bytes({ ...ack, pad: 'x'.repeat(limits.bytes.ack) }))).to.equal('oversized');
    expect(reason(topic, bytes('{"v":1'))).to.equal('malformed');
    expect(reason(topic, Uint8Array.of(0xff, 0x00))).to.equal('malformed');
    expect(reason(topic, bytes({ ...ack, v: 2 }))).to.equal('wrong_version');
    expect(reason(topic, bytes({ ...ack, status: 'done' }))).to.equal('malformed');
    expect(reason(topic, bytes({ ...ack, at: '2026-13-41T25:00:00Z' }))).to.equal('malformed');
    expect(reason(topic, bytes({ ...ack, at: '2026-11-23T18:00:00+01:00' }))).to.equal('malformed');
    expect(reason(topic, bytes({ ...ack, lock: 'l2' }))).to.equal('wrong_lock');
  });

  it('throws at nothing whatever arrives', () => {
    const kinds = fc.constantFrom('info', 'reported', 'manifest', 'cmd', 'ack', 'event' as const);
    fc.assert(fc.property(kinds, fc.oneof(fc.uint8Array(), fc.json().map(bytes), fc.object().map((value) => bytes({ v: 1, lock: 'l1', ...value }))), (kind, payload) => {
      readMessage(lockTopic('leuven', 'l1', kind as 'ack'), payload);
    }));
  });

  it('gives each side the topics the other publishes, and no more', () => {
    expect(gatewayFilters('leuven')).to.deep.equal(['openzaal/lock/v1/leuven/locks/+/manifest', 'openzaal/lock/v1/leuven/locks/+/cmd']);
    expect(coreFilters()).to.have.length(5);
  });

  it('opens a command only where it was sealed for', async () => {
    const command = { op: 'code.remove', ref: 'r', rev: 2, iat: at } as const;
    const sealed = await sealCommand(key, { gateway: 'leuven', lock: 'l1', cmdId: 'c1', expiresAt: new Date(at) }, command);
    expect(await openCommand([key], 'leuven', sealed)).to.deep.equal({ ok: true, command });
    const refused = { ok: false, reason: 'decrypt_failed' };
    expect(await openCommand([key], 'heverlee', sealed)).to.deep.equal(refused);
    expect(await openCommand([key], 'leuven', { ...sealed, lock: 'l2' })).to.deep.equal(refused);
    expect(await openCommand([gatewayKey(Buffer.alloc(32, 2).toString('base64'))], 'leuven', sealed)).to.deep.equal(refused);
    expect(await openCommand([], 'leuven', sealed)).to.deep.equal(refused);
    expect(await openCommand([key], 'leuven', { ...sealed, jwe: 'not.a.jwe' })).to.deep.equal(refused);
  });

  it('has room for a code with as many windows as a code may have', async () => {
    const windows = Array.from({ length: limits.windowsPerCode }, () => ({ from: at, until: at }));
    const sealed = await sealCommand(key, { gateway: 'g'.repeat(64), lock: 'l'.repeat(64), cmdId: 'c'.repeat(64), expiresAt: new Date(at) }, { op: 'code.put', ref: 'r'.repeat(64), rev: 1, pin: '483927', windows, iat: at });
    expect(readMessage(lockTopic('g'.repeat(64), 'l'.repeat(64), 'cmd'), bytes(sealed)).ok).to.equal(true);
  });

  it('notices any change to a manifest, and where it was meant for', () => {
    const manifest = signManifest(key, 'leuven', { v: 1, lock: 'l1', rev: 7, at, codes: [{ ref: 'r', rev: 1, windows: [{ from: at, until: at }] }] });
    expect(readMessage(lockTopic('leuven', 'l1', 'manifest'), bytes(manifest)).ok).to.equal(true);
    expect(isSigned([key], 'leuven', manifest)).to.equal(true);
    const changed: Manifest[] = [{ ...manifest, rev: 8 }, { ...manifest, at: '2026-11-23T17:00:01Z' }, { ...manifest, codes: [] }, { ...manifest, lock: 'l2' }, { ...manifest, mac: 'A'.repeat(43) }];
    for (const other of changed) expect(isSigned([key], 'leuven', other)).to.equal(false);
    expect(isSigned([key], 'heverlee', manifest)).to.equal(false);
  });

  it('takes only keys of 32 bytes', () => {
    for (const text of ['', 'short', 'not base64 !!!', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')]) {
      expect(() => gatewayKey(text)).to.throw(RangeError);
    }
  });
});
