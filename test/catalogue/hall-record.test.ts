import { expect } from 'chai';
import { differences, faultsInHall, type HallRecord } from '../../src/catalogue/hall-record.ts';

const record = (own: Partial<HallRecord> = {}): HallRecord => ({
  name: { nl: 'Zaal' }, description: { nl: 'Licht.' }, type: 'meeting', areaM2: 80, features: ['wifi', 'stage'], layouts: [{ kind: 'theatre', seated: 60, standing: 0 }],
  setupMinutes: 0, teardownMinutes: 0, startStepMinutes: 30, shortestMinutes: 60, longestMinutes: 480, noticeMinutes: 0, windowDays: 365,
  approval: false, holdMinutes: 15, approvalHours: 72, payLinkHours: 48, quotaBookings: null, bookable: true, access: [], extraIds: [], ...own,
});

describe('the record of a hall', () => {
  it('differs in what is different, not in the order in which it is written', () => {
    const before = record({ layouts: [{ kind: 'theatre', seated: 60, standing: 0 }, { kind: 'empty', seated: 0, standing: 9 }] });
    const same = record({ features: ['stage', 'wifi'], layouts: [{ standing: 9, seated: 0, kind: 'empty' }, { kind: 'theatre', seated: 60, standing: 0 }] });
    expect(differences(before, same)).to.deep.equal([]);
    expect(differences(before, { ...same, areaM2: 81, name: { nl: 'Zaal', en: 'Hall' } }).map(({ field }) => field)).to.deep.equal(['name', 'areaM2']);
  });

  for (const [own, fault] of [
    [{ areaM2: 0 }, 'areaM2 bounds'], [{ setupMinutes: 721 }, 'setupMinutes bounds'], [{ windowDays: 1.5 }, 'windowDays bounds'], [{ quotaBookings: 0 }, 'quotaBookings bounds'],
    [{ noticeMinutes: Number.NaN }, 'noticeMinutes bounds'], [{ longestMinutes: 30 }, 'longestMinutes order'], [{ layouts: [] }, 'layouts layouts'],
    [{ layouts: [{ kind: 'empty', seated: 0, standing: 0 }] }, 'layouts layouts'], [{ access: [{ fromOn: '2026-11-30', kind: 'key' }] }, 'access access'],
    [{ access: [{ fromOn: '2026-12-01', kind: 'key' }, { fromOn: '2026-12-01', kind: 'staff' }] }, 'access access'],
  ] as const satisfies readonly (readonly [Partial<HallRecord>, string])[]) {
    it(`cannot have ${JSON.stringify(own)}`, () => expect(faultsInHall(record(own), '2026-12-01').map(({ field, fault: what }) => `${field} ${what}`)).to.deep.equal([fault]));
  }
});
