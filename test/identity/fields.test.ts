import { expect } from 'chai';
import fc from 'fast-check';
import { formatKbo, parseKbo, parseVCode } from '../../src/identity/company-number.ts';
import { parseEmail, parsePhone } from '../../src/identity/contact.ts';
import { localPath } from '../../src/identity/return-path.ts';

describe('an address to mail to', () => {
  it('is taken as people write it, with the domain in lower case', () => {
    expect(parseEmail('  Els.Peeters+zaal@Example.COM ')).to.equal('Els.Peeters+zaal@example.com');
    expect(parseEmail("o'brien@sub.leuven.be")).to.equal("o'brien@sub.leuven.be");
  });

  it('is refused when it could carry a second recipient or a header', () => {
    for (const text of ['a@b.be\r\nBcc: x@y.be', 'a@b.be\n', 'a@b.be,c@d.be', 'a@b.be;c@d.be', '<a@b.be>', 'A <a@b.be>', 'a@b.be\u0000', 'a b@c.be', '"a"@b.be']) {
      expect(parseEmail(text), JSON.stringify(text)).to.equal(undefined);
    }
  });

  it('is refused when no mail could get there', () => {
    for (const text of ['', 'els', 'els@', '@leuven.be', 'els@leuven', 'els@-x.be', 'els@leuven..be', `${'a'.repeat(65)}@b.be`, `a@${'b'.repeat(250)}.be`]) {
      expect(parseEmail(text), text).to.equal(undefined);
    }
  });

  it('never lets anything through that is not one line of printable characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '@leuven.be'), (text, end) => {
      const address = parseEmail(text + end);
      expect(address === undefined || /^[!-~]+@[!-~]+$/.test(address)).to.equal(true);
    }));
  });
});

describe('a phone number', () => {
  it('is kept in the international spelling, and is Belgian unless it says otherwise', () => {
    const same = ['016 27 20 00', '016/27.20.00', '+32 16 27 20 00', '0032 16 27 20 00', '+32 (0)16 27 20 00'];
    expect(same.map(parsePhone)).to.deep.equal(same.map(() => '+3216272000'));
    expect(parsePhone('+31 20 555 1111')).to.equal('+31205551111');
  });

  it('is refused when it cannot be one', () => {
    for (const text of ['', '12', 'bel mij', '+0123456789', '016 27 20 00 poort 3', '+1234567890123456']) expect(parsePhone(text), text).to.equal(undefined);
  });
});

describe('a KBO number', () => {
  it('is read with or without points and country', () => {
    expect(['0207.521.503', 'BE 0207521503', '0207521503'].map(parseKbo)).to.deep.equal(['0207521503', '0207521503', '0207521503']);
    expect(formatKbo('0207521503')).to.equal('0207.521.503');
  });

  it('is refused when one digit is wrong or two neighbours changed places', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 19_999_999 }), fc.nat(9), fc.integer({ min: 1, max: 9 }), (base, place, shift) => {
      const first = String(base).padStart(8, '0');
      const kbo = first + String(97 - (base % 97)).padStart(2, '0');
      expect(parseKbo(kbo)).to.equal(kbo);
      const wrong = kbo.slice(0, place) + String((Number(kbo[place]) + shift) % 10) + kbo.slice(place + 1);
      expect(parseKbo(wrong)).to.equal(undefined);
    }));
  });

  it('is not a vCode', () => {
    expect(parseVCode(' v0012345 ')).to.equal('V0012345');
    expect(parseVCode('0207521503')).to.equal(undefined);
  });
});

describe('the page to return to after logging in', () => {
  it('is any path of ours, with its query and place', () => {
    expect(localPath('/zalen/gele-zaal/reserveren?van=2026-11-26T19:00&x=1#prijs')).to.equal('/zalen/gele-zaal/reserveren?van=2026-11-26T19:00&x=1#prijs');
  });

  it('is the start page instead of any other site', () => {
    const elsewhere = [undefined, '', 'https://evil.example', '//evil.example', '/\\evil.example', '\\/evil.example', '/\t/evil.example', '/%0d%0aLocation: x'.replace('%0d%0a', '\r\n'), 'javascript:alert(1)', 'zalen', '/.//evil.example', '/..//evil.example', `/${'a'.repeat(1_000)}`];
    for (const text of elsewhere) expect(localPath(text), JSON.stringify(text)).to.equal('/');
  });

  it('never leaves our own origin, whatever was asked', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('/', '\\', '.', 'a', ':', '@', '?', '#', '\t', '\n', ' ', '%') }), (text) => {
      expect(new URL(localPath(`/${text}`), 'https://zalen.leuven.be').origin).to.equal('https://zalen.leuven.be');
    }));
  });
});
