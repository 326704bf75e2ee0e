import { expect } from 'chai';
import { kindAtLogin } from '../../src/identity/organisation.ts';
import { readClaims } from '../../src/identity/oidc-claims.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';

const PERSON = { sub: 'abc', given_name: 'Els', family_name: 'Peeters' };
const read = (claims: object) => readClaims({ ...PERSON, ...claims }, 'openzaal_rol_3d');

describe('what the government login says', () => {
  it('is a person for themselves unless an organisation is named', () => {
    expect(read({ vo_doelgroepcode: 'BUR' })).to.deep.equal({ subject: 'abc', givenName: 'Els', familyName: 'Peeters', roles: [] });
    expect(read({ vo_doelgroepcode: 'EA', vo_orgcode: '0207521503', vo_orgnaam: 'Dijle bv' }).organisation).to.deep.equal({ group: 'EA', code: '0207521503', name: 'Dijle bv' });
    expect(read({ vo_doelgroepcode: 'LB', vo_orgcode: 'OVO000001' }).organisation?.name, 'without a name its code').to.equal('OVO000001');
  });

  it('prefers the address of work, and drops contact that cannot be right', () => {
    expect(read({ vo_email: 'els@leuven.be', email: 'els@home.be', phone_number: '016 27 20 00' })).to.include({ email: 'els@leuven.be', phone: '+3216272000' });
    expect(read({ email: 'a@b.be\r\nBcc: c@d.be', phone_number: 'geen' })).to.not.have.any.keys('email', 'phone');
  });

  it('gives a role for each organisation it names', () => {
    expect(read({ openzaal_rol_3d: ['Manager:OVO1, OVO2', 'Agent:OVO3'] }).roles).to.deep.equal([
      { role: 'Manager', organisationCode: 'OVO1' }, { role: 'Manager', organisationCode: 'OVO2' }, { role: 'Agent', organisationCode: 'OVO3' }]);
    expect(read({ openzaal_rol_3d: 'Agent:OVO3' }).roles).to.have.lengthOf(1);
    for (const odd of [undefined, null, 7, 'Agent', 'Agent:', [{ role: 'Agent' }], ['Agent']]) expect(read({ openzaal_rol_3d: odd }).roles).to.deep.equal([]);
  });

  it('is refused when nobody is named, or an organisation only half', () => {
    const reasonFor = (claims: object): unknown => {
      try {
        return read(claims);
      } catch (thrown) {
        return isRefusal(thrown, 'login-failed') ? thrown.facts['reason'] : thrown;
      }
    };
    expect(reasonFor({ sub: '' })).to.equal('incomplete-profile');
    expect(reasonFor({ family_name: undefined })).to.equal('incomplete-profile');
    expect(reasonFor({ vo_doelgroepcode: 'EA' })).to.equal('incomplete-organisation');
    expect(reasonFor({ vo_doelgroepcode: 'KING', vo_orgcode: '1' })).to.equal('unknown-target-group');
  });

  it('tells a registered association from a company by its legal form', () => {
    const kinds = ['Dijle Consult bv', 'VZW Harmonie', 'Muziekvereniging ivzw', 'Les Amis asbl', 'Svzwart nv'].map((name) => kindAtLogin('EA', name));
    expect(kinds).to.deep.equal(['company', 'association', 'association', 'association', 'company']);
  });

  it('makes nobody a directorate of ours: those are entered with their halls', () => {
    expect([kindAtLogin('LB', 'Stad Elders'), kindAtLogin('GID', 'Agentschap')]).to.deep.equal(['partner', 'partner']);
  });
});
