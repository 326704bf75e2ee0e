import { expect } from 'chai';
import { isRefusal, type Refusal } from '../../src/kernel/refusal.ts';
import { requestReader, type RawRequest } from '../../src/contract/request.ts';
import { sayViolation } from '../../src/contract/texts/refusal-texts.ts';
import { compiler } from '../../src/contract/validator.ts';
import { operationNamed, TINY } from './tiny-contract.ts';

const compile = compiler(TINY);
const PERIOD = { start: '2026-12-04T19:00:00+01:00', end: '2026-12-04T22:00:00+01:00' };

function read(operationId: string, raw: Partial<Omit<RawRequest, 'header'>> & { headers?: Record<string, string> }) {
  const { headers = {}, ...rest } = raw;
  return requestReader(operationNamed(operationId), compile)({ path: {}, query: {}, body: undefined, header: (name) => headers[name], ...rest });
}

function refusalOf(...[operationId, raw]: Parameters<typeof read>): Refusal {
  try {
    read(operationId, raw);
  } catch (thrown) {
    if (isRefusal(thrown)) return thrown;
    throw thrown;
  }
  throw new Error('it was not refused');
}

const said = (refusal: Refusal): Record<string, string> =>
  Object.fromEntries(refusal.violations.map((one) => [one.field, sayViolation(one, 'nl')]));

const writing = (body: unknown) => refusalOf('writeNote', { headers: { 'Idempotency-Key': 'a-new-key' }, body });

describe('reading a request by the contract', () => {
  it('reads numbers, booleans and single values of lists from the query, and fills in defaults', () => {
    const { query } = read('listNotes', { query: { hours: '1.5', bright: 'true', colour: 'red' } });
    expect(query).to.deep.equal({ hours: 1.5, bright: true, colour: ['red'], limit: 20 });
  });

  it('leaves what Koa gave it untouched, which keeps it for the next reader', () => {
    const query = { hours: '2', colour: ['red'] };
    read('listNotes', { query });
    expect(query).to.deep.equal({ hours: '2', colour: ['red'] });
  });

  it('takes a body as it is: a number in quotes is no number', () => {
    expect(said(writing({ text: 'a', period: PERIOD, persons: '3' }))).to.deep.equal({ 'body/persons': 'Dit moet een geheel getal zijn.' });
  });

  it('names everything that is wrong at once, wherever it is', () => {
    const refusal = writing({ text: '', period: { start: 'tomorrow' }, persons: 0, colour: 'red' });
    expect(refusal.code).to.equal('invalid-request');
    expect(said(refusal)).to.deep.equal({
      'body/text': 'Dit mag niet leeg zijn.',
      'body/period/end': 'Dit ontbreekt. Vul het in.',
      'body/period/start': 'Schrijf dit zoals in dit voorbeeld: 2026-12-04T19:00:00+01:00',
      'body/persons': 'Dit moet minstens 1 zijn.',
      'body/colour': 'Dit kennen wij hier niet. Wat wel kan: text, period, persons, tags.',
    });
  });

  it('refuses a day that is not in the calendar', () => {
    expect(Object.keys(said(writing({ text: 'a', period: { ...PERIOD, start: '2026-02-30T10:00:00Z' } })))).to.deep.equal(['body/period/start']);
  });

  it('refuses text of spaces, and a place in a list that is too long by its number', () => {
    expect(said(writing({ text: '   ', period: PERIOD, tags: ['a', 'too long'] }))).to.deep.equal({
      'body/text': 'Dit mag niet leeg zijn.', 'body/tags/1': 'Dit mag hoogstens 5 tekens lang zijn.',
    });
  });

  it('refuses a NUL, which PostgreSQL cannot keep, in a body and in a query', () => {
    for (const text of ['a\0b', 'half of \ud83c', '\udfad of another']) expect(said(writing({ text, period: PERIOD })), JSON.stringify(text)).to.have.key('body/text');
    expect(said(refusalOf('listNotes', { query: { q: '\0' } }))).to.deep.equal({ 'query/q': 'Hier staat een teken in dat geen tekst is.' });
  });

  it('refuses numbers that are too large to be one', () => {
    expect(said(refusalOf('listNotes', { query: { limit: '1e309' } }))).to.deep.equal({ 'query/limit': 'Dit moet een getal zijn.' });
    expect(said(writing({ text: 'a', period: PERIOD, persons: Infinity }))).to.have.key('body/persons');
  });

  it('refuses query parameters that it does not know, and those that come twice or without their other half', () => {
    expect(said(refusalOf('listNotes', { query: { q: ['a', 'b'], from: PERIOD.start, page: '2' } }))).to.deep.equal({
      'query/q': 'Dit mag maar één keer voorkomen.',
      'query/from': 'Dit hoort bij to: geef beide of geen van beide.',
      'query/page': 'Dit kennen wij hier niet. Wat wel kan: from, to, colour, bright, hours, limit, q.',
    });
  });

  it('says which values there are, and the limits of numbers and lists', () => {
    expect(said(refusalOf('listNotes', { query: { colour: ['green', 'red', 'blue'], hours: '0.3', limit: '1000' } }))).to.deep.equal({
      'query/colour': 'Geef er hoogstens 2.',
      'query/colour/0': 'Kies een van deze waarden: red, blue.',
      'query/hours': 'Dit moet een veelvoud van 0,25 zijn.',
      'query/limit': 'Dit mag hoogstens 100 zijn.',
    });
  });

  it('shows an example of a path that is spelled wrongly', () => {
    expect(said(refusalOf('getNote', { path: { noteId: 'ABC' } }))).to.deep.equal({ 'path/noteId': 'Schrijf dit zoals in dit voorbeeld: abc' });
  });

  it('has codes of their own for a missing Idempotency-Key and a missing If-Match', () => {
    expect(refusalOf('writeNote', { body: { text: 'a', period: PERIOD } }).code).to.equal('idempotency-key-missing');
    expect(refusalOf('changeNote', { path: { noteId: 'a' } }).code).to.equal('version-missing');
    expect(said(refusalOf('changeNote', { path: { noteId: 'a' }, headers: { 'If-Match': 'W/"3"' } })))
      .to.deep.equal({ 'header/If-Match': 'Schrijf dit zoals in dit voorbeeld: "3"' });
  });

  it('asks for a body that is not there', () => {
    expect(said(refusalOf('writeNote', { headers: { 'Idempotency-Key': 'a-new-key' } }))).to.have.key('body');
  });

  it('is not led astray by a property named __proto__', () => {
    const body = JSON.parse(`{ "text": "a", "period": ${JSON.stringify(PERIOD)}, "__proto__": { "persons": 9 } }`) as unknown;
    expect(said(writing(body))).to.have.key('body/__proto__');
  });
});
