import { expect } from 'chai';
import { loadContract } from '../../src/contract/document.ts';
import { compiler, type Check } from '../../src/contract/validator.ts';
import { incidentProblem, problemOf, refusalOf, retryAfter, statusOf } from '../../src/http/problems.ts';
import { Refusal, REFUSALS } from '../../src/kernel/refusal.ts';
import { LANGUAGES } from '../../src/kernel/text.ts';

describe('problems', () => {
  let fits: Check;

  before(async () => {
    const contract = await loadContract();
    fits = compiler(contract).forAnswer(contract.schemas['Problem']!);
  });

  it('exist for every refusal in every language, as the contract describes them', () => {
    for (const code of REFUSALS) {
      for (const language of LANGUAGES) {
        const problem = problemOf(new Refusal(code, { facts: { version: 2 }, violations: [{ code: 'too-short', field: 'body/period/end', facts: { shortestMinutes: 60 } }] }), language);
        expect(fits(problem), `${code} ${JSON.stringify(fits.errors?.map(({ message, params }) => [message, params]))}`).to.equal(true);
        expect(problem).to.include({ type: `urn:problem-type:openzaal:${code}`, status: statusOf({ code }) });
      }
    }
    expect(fits(incidentProblem('nl'))).to.equal(true);
  });

  it('say when to try again also where nobody counted the seconds', () => {
    expect([retryAfter(new Refusal('too-many-requests', { facts: { seconds: 7 } })), retryAfter(new Refusal('too-many-requests'))]).to.deep.equal([7, 3_600]);
  });

  it('blame the caller with 4xx, and ask to come back wherever they are 503', () => {
    for (const code of REFUSALS) {
      const refusal = new Refusal(code, { facts: { seconds: 7 } });
      const [status, seconds] = [statusOf(refusal), retryAfter(refusal)];
      expect(status === 503 || (status >= 400 && status < 500), code).to.equal(true);
      if (status === 503 || status === 429) expect(seconds, code).to.be.greaterThan(0);
    }
  });

  it('say each broken rule in a sentence, with its field and its figures', () => {
    const refusal = new Refusal('stay-refused', { violations: [{ code: 'over-capacity', field: 'body/attendance', facts: { attendance: 90, capacity: 80 } }] });
    expect(problemOf(refusal, 'en').issues).to.deep.equal([
      { code: 'over-capacity', field: 'body/attendance', detail: 'In this layout at most 80 persons fit.', facts: { attendance: 90, capacity: 80 } },
    ]);
  });

  it('take what Koa and PostgreSQL say of a bad request for a refusal, and anything else for a fault of ours', () => {
    expect(refusalOf(Object.assign(new Error('Failed to decode'), { status: 400 }))?.code).to.equal('invalid-request');
    expect(refusalOf(Object.assign(new Error('invalid byte sequence'), { code: '22021' }))?.code).to.equal('invalid-request');
    expect(refusalOf(Object.assign(new Error('bug'), { status: 500 }))).to.equal(undefined);
    expect(refusalOf(new TypeError('bug'))).to.equal(undefined);
  });
});
