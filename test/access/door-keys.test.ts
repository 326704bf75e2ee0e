import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { DoorKeysError, parseDoorKeys } from '../../src/access/door-keys.ts';
import { fingerprint, sealCode, unsealCode } from '../../src/access/seal-code.ts';
import { gatewayKey } from '../../lock-gateway/envelope.ts';
import { newId } from '../../src/kernel/ids.ts';

const secret = (): string => randomBytes(32).toString('base64');

describe('the keys of doors', () => {
  const problemsOf = (codeKeys: string, lockKeys = ''): readonly string[] => {
    try {
      parseDoorKeys(codeKeys, lockKeys);
      return [];
    } catch (error) {
      if (error instanceof DoorKeysError) return error.problems;
      throw error;
    }
  };

  it('are read from the environment, the current one first', () => {
    const [a, b, c] = [secret(), secret(), secret()];
    const { codes, gateways } = parseDoorKeys(`2027:${a}, 2026:${b}`, `leuven:${c},heverlee:${a},leuven:${b}`);
    expect(codes.map(({ id }) => id)).to.deep.equal(['2027', '2026']);
    expect([...gateways.keys()]).to.deep.equal(['leuven', 'heverlee']);
    expect(gateways.get('leuven')!.map(({ id }) => id)).to.deep.equal([gatewayKey(c).id, gatewayKey(b).id]);
    expect(parseDoorKeys(`x:${a}`).gateways.size).to.equal(0);
  });

  it('that are malformed are all named at once, without their values', () => {
    const [good, short] = [secret(), randomBytes(16).toString('base64')];
    expect(problemsOf('')).to.deep.equal(['CODE_KEYS is missing']);
    const problems = problemsOf(`a:${short},${good},b:${good},,b:${good}`, `leu ven:${good},leuven:${short}`);
    expect(problems).to.deep.equal([
      'CODE_KEYS entry 1 (a) must be 32 bytes in base64',
      'CODE_KEYS entry 2 must begin with id: letters, digits, _ or -, at most 64, and a colon',
      'CODE_KEYS entry 4 is empty',
      'LOCK_KEYS entry 1 must begin with gateway: letters, digits, _ or -, at most 64, and a colon',
      'LOCK_KEYS entry 2 (leuven) must be 32 bytes in base64',
      'CODE_KEYS names b twice',
    ]);
    expect(problems.join()).to.not.include(good).and.not.include(short);
  });

  it('open what they sealed, also once a newer key seals, and nothing that was moved or changed', () => {
    const [older, newer] = [`old:${secret()}`, `new:${secret()}`];
    const grant = newId<'grant'>();
    const before = parseDoorKeys(older).codes;
    const sealed = sealCode(before, grant, '483927');
    const after = parseDoorKeys(`${newer},${older}`).codes;
    expect(unsealCode(after, grant, sealed)).to.equal('483927');
    expect(sealCode(after, grant, '483927').keyId).to.equal('new');
    expect(() => unsealCode(parseDoorKeys(newer).codes, grant, sealed)).to.throw('not in CODE_KEYS');
    expect(() => unsealCode(after, newId<'grant'>(), sealed)).to.throw();
    for (const at of [0, 45, 53, sealed.bytes.length - 1]) {
      const bytes = Buffer.from(sealed.bytes);
      bytes[at]! ^= 1;
      expect(() => unsealCode(after, grant, { ...sealed, bytes }), `byte ${at}`).to.throw();
    }
    expect(sealCode(before, grant, '483927').bytes.equals(sealed.bytes), 'never the same twice').to.equal(false);
    expect(fingerprint(before[0], '483927')).to.equal(fingerprint(after[1]!, '483927')).and.not.equal(fingerprint(after[0], '483927'));
  });
});
