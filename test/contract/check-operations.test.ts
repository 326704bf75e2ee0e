import { expect } from 'chai';
import { checkOperations, type AnyOperation } from '../../src/contract/check-operations.ts';
import { loadContract } from '../../src/contract/document.ts';
import { anyone, signedIn } from '../../src/identity/policies.ts';
import { operationsOf } from '../../src/operations.ts';
import { TINY } from './tiny-contract.ts';

const open: AnyOperation = { policy: anyone, handle: async () => ({}) };
const closed: AnyOperation = { ...open, policy: signedIn };
const RIGHT = { listNotes: open, getNote: open, writeNote: closed, changeNote: closed };

describe('checking the operations at start', () => {
  it('finds a handler and a policy for every operation of the real contract', async () => {
    const nothing = {} as never;
    checkOperations(await loadContract(), operationsOf({ payments: nothing, doorKeys: nothing }));
  });

  it('takes what is complete', () => {
    checkOperations(TINY, RIGHT);
  });

  it('names, all at once, what has no handler or no policy and what is not in the contract', () => {
    const { getNote: _gone, ...rest } = RIGHT;
    expect(() => checkOperations(TINY, { ...rest, writeNote: { handle: closed.handle }, burnNote: open }))
      .to.throw(/getNote has no handler[^]*burnNote is not in the contract/).with.property('message').that.contains('writeNote has no policy');
  });

  it('does not let a policy be wider or narrower than the contract says', () => {
    expect(() => checkOperations(TINY, { ...RIGHT, writeNote: open })).to.throw('writeNote is secured in the contract but its policy is "anyone"');
    expect(() => checkOperations(TINY, { ...RIGHT, getNote: closed })).to.throw('getNote is open in the contract but its policy is "signedIn"');
  });
});
