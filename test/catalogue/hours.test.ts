import { expect } from 'chai';
import { faultsIn, type Hours } from '../../src/catalogue/hours.ts';

const hours = (own: Partial<Hours>): Hours => ({ openOnHolidays: false, weekly: [], exceptions: [], ...own });
const faults = (own: Partial<Hours>): string[] => faultsIn(hours(own), '2026-12-01').map(({ list, index, fault }) => `${list} ${index} ${fault}`);

describe('opening hours that somebody fills in', () => {
  it('may have several stretches a day that touch, and none at all', () => {
    expect(faults({ weekly: [{ weekday: 1, opens: '09:00', closes: '12:00' }, { weekday: 1, opens: '12:00', closes: '24:00' }], exceptions: [{ day: '2026-12-24' }] })).to.deep.equal([]);
  });

  it('are wrong when a stretch ends before it begins, or runs into another of that day only', () => {
    expect(faults({ weekly: [{ weekday: 1, opens: '12:00', closes: '09:00' }] })).to.deep.equal(['weekly 0 order']);
    expect(faults({ weekly: [{ weekday: 1, opens: '09:00', closes: '13:00' }, { weekday: 2, opens: '12:00', closes: '14:00' }, { weekday: 1, opens: '12:59', closes: '14:00' }] })).to.deep.equal(['weekly 2 overlap']);
  });

  it('are wrong when a day has two exceptions, half of one, or is over', () => {
    expect(faults({ exceptions: [{ day: '2026-12-24' }, { day: '2026-12-24', opens: '09:00', closes: '10:00' }] })).to.deep.equal(['exceptions 1 twice']);
    expect(faults({ exceptions: [{ day: '2026-12-24', opens: '09:00' }, { day: '2026-11-30' }] })).to.deep.equal(['exceptions 0 half', 'exceptions 1 past']);
  });
});
