import { expect } from 'chai';
import { agent, manager } from '../../src/identity/policies.ts';
import { ANONYMOUS, type SignedIn, type StaffRole } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';

const holding = (...roles: StaffRole[]): SignedIn => ({
  kind: 'person', personId: newId(), name: 'An', memberOf: [], bookerKind: 'resident', channel: 'web', roles: roles.map((role) => ({ role, organisationId: newId() })),
});

describe('policies', () => {
  it('let an administrator do what a manager does, and nobody else', () => {
    expect([holding('manager'), holding('administrator'), holding('agent', 'finance', 'reader'), holding(), ANONYMOUS].map((one) => manager.allows(one)))
      .to.deep.equal([true, true, false, false, false]);
  });

  it('do not make an administrator an agent', () => {
    expect([holding('agent'), holding('administrator')].map((one) => agent.allows(one))).to.deep.equal([true, false]);
  });
});
