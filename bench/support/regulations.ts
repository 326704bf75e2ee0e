import type { TariffRules, UnitPrice } from '../../src/catalogue/tariff-rules.ts';
import type { BookerKind } from '../../src/kernel/actor.ts';
import { readRules } from '../../src/pricing/read-rules.ts';

export const REGULATIONS = 30;
export const HALLS_EACH = 20;
export const KINDS: readonly BookerKind[] = ['resident', 'association', 'company', 'school', 'directorate', 'partner'];
export const PURPOSES = ['vergadering', 'les', 'feest', 'sport', 'commercieel'] as const;

/** Regulations as large as real ones: twenty halls, six kinds of booker, five purposes, all that costs time. */
export function bigRegulations(count = REGULATIONS): TariffRules[] {
  return Array.from({ length: count }, (_, number) => {
    const halls = Array.from({ length: HALLS_EACH }, (_hall, index) => `zaal-${number * HALLS_EACH + index + 1}`);
    return readRules({
      halls, groups: { alle: halls },
      bookers: KINDS.map((kind) => ({ id: kind, label: { nl: kind }, of: [kind], evidence: 'register' })),
      purposes: PURPOSES.map((id) => ({ id, label: { nl: id } })),
      bands: [
        { id: 'zondag', label: { nl: 'Zondag' }, days: [7], holidays: true }, { id: 'avond', label: { nl: 'Avond' }, from: '18:00', until: '23:00' },
        { id: 'nacht', label: { nl: 'Nacht' }, from: '23:00', until: '06:00' },
      ],
      partDays: [{ id: 'voormiddag', label: { nl: 'Voormiddag' }, from: '06:00', until: '13:00' }, { id: 'namiddag', label: { nl: 'Namiddag' }, from: '13:00', until: '18:00' }, { id: 'avond', label: { nl: 'Avond' }, from: '18:00', until: '06:00' }],
      seasons: [{ id: 'stook', label: { nl: 'Stookseizoen' }, from: '10-01', until: '05-01' }],
      prices: halls.flatMap((hall, index) => [
        { id: `les-${hall}`, label: { nl: 'Les' }, halls: [hall], purposes: ['vergadering', 'les', 'sport'], units: hourAndPartDay(10 + index, number) },
        { id: `feest-${hall}`, label: { nl: 'Feest' }, halls: [hall], purposes: ['feest'], units: [{ per: 'fixed-part-day', euro: 50 + index }] },
        { id: `commercieel-${hall}`, label: { nl: 'Commercieel' }, halls: [hall], purposes: ['commercieel'], units: hourAndPartDay(30 + index, number) },
      ]),
      changes: [
        { id: 'zondag', label: { nl: 'Zondag' }, percent: 30, bands: ['zondag'] }, { id: 'bedrijf', label: { nl: 'Bedrijven' }, bookers: ['company'], factor: 2.5 },
        { id: 'energie', label: { nl: 'Energie' }, euro: 2, per: 'unit', seasons: ['stook'] }, { id: 'vanaf-dag-3', label: { nl: 'Vanaf de derde dag' }, percent: -25, fromDay: 3 },
      ],
      bounds: [{ id: 'per-dag', label: { nl: 'Hoogstens per dag' }, mostEuro: 400, per: 'day' }],
      costs: [{ id: 'administratie', label: { nl: 'Administratie' }, euro: 2.5, per: 'booking' }],
      deposits: [{ id: 'waarborg', label: { nl: 'Waarborg' }, euro: 50, per: 'booking' }],
    });
  });
}

const hourAndPartDay = (euro: number, cents: number): UnitPrice[] => [
  { per: 'hour', euro, bands: { avond: euro + 3 + cents / 100, nacht: euro * 2 }, minimum: 1 }, { per: 'part-day', hours: 5, euro: euro * 4 },
];
