import { expect } from 'chai';
import { Refusal } from '../../src/kernel/refusal.ts';
import { answerChecker, ContractBroken, refusalChecker } from '../../src/contract/response.ts';
import { compiler } from '../../src/contract/validator.ts';
import { operationNamed, TINY } from './tiny-contract.ts';

const check = answerChecker(operationNamed('getNote'), compiler(TINY));
const headers = { ETag: '"1"' };

describe('checking an answer by the contract, in tests', () => {
  it('takes an answer that fits, also when it is put together from several schemas', () => {
    check({ body: { id: 'a', text: 'b', period: { start: 'c' } }, headers });
  });

  it('reads the answer as the caller will: what is undefined is not there', () => {
    check({ body: { id: 'a', text: 'b', period: undefined }, headers });
  });

  it('does not let a property out that the contract does not name, however deep', () => {
    expect(() => check({ body: { id: 'a', text: 'b', secret: 1 }, headers })).to.throw(ContractBroken, /secret/);
    expect(() => check({ body: { id: 'a', text: 'b', period: { start: 'c', pin: 1 } }, headers })).to.throw(ContractBroken, /pin/);
  });

  it('misses a required property and a required header', () => {
    expect(() => check({ body: { id: 'a' }, headers })).to.throw(ContractBroken, /text/);
    expect(() => check({ body: { id: 'a', text: 'b' } })).to.throw(ContractBroken, /ETag is missing/);
    expect(() => check({ body: { id: 'a', text: 'b' }, headers: { ETag: '1' } })).to.throw(ContractBroken, /ETag is 1/);
  });

  it('wants no body where none is documented', () => {
    expect(() => answerChecker(operationNamed('changeNote'), compiler(TINY))({ body: {} })).to.throw(ContractBroken, /documents none/);
  });

  it('lets only documented refusals pass', () => {
    const pass = refusalChecker(operationNamed('getNote'), ({ code }) => (code === 'not-found' ? 404 : 409));
    expect(() => pass(new Refusal('not-found'))).to.throw(Refusal);
    expect(() => pass(new Refusal('wrong-state'))).to.throw(ContractBroken, /409/);
    const documented = refusalChecker(operationNamed('writeNote'), () => 409);
    expect(() => documented(new Refusal('hold-lapsed'))).to.throw(ContractBroken, /x-refusals/);
    expect(() => documented(new TypeError('ours'))).to.throw(TypeError, 'ours');
  });
});
