import type { BookerRule, PriceRule, TariffRules, TariffVersion } from '../../src/catalogue/tariff-rules.ts';
import type { BookerKind } from '../../src/kernel/actor.ts';
import type { Cents, VatRate } from '../../src/kernel/money.ts';
import type { Translated } from '../../src/kernel/text.ts';
import type { LocalDate } from '../../src/kernel/time.ts';

/** The simplest of tariffs: so much an hour for a kind of booker, from a day on. */
export interface HourlyTariff {
  bookerKind: BookerKind;
  validFrom: LocalDate;
  hourCents: Cents;
  minimumMinutes: number;
  depositCents: Cents;
  vatRate: VatRate;
}

export interface HourlyHall {
  slug: string;
  tariffs: readonly HourlyTariff[];
  /** What the VAT table calls its hire at this rate. */
  product: (vatRate: VatRate) => string;
}

const NAMES: Readonly<Record<BookerKind, Translated>> = {
  resident: { nl: 'Inwoner', en: 'Resident', fr: 'Habitant' }, association: { nl: 'Vereniging', en: 'Association', fr: 'Association' },
  school: { nl: 'School', en: 'School', fr: 'École' }, company: { nl: 'Bedrijf', en: 'Company', fr: 'Entreprise' },
  partner: { nl: 'Partner', en: 'Partner', fr: 'Partenaire' }, directorate: { nl: 'Stadsdienst', en: 'City department', fr: 'Service de la ville' },
};
const KINDS: readonly BookerKind[] = ['resident', 'association', 'school', 'company', 'partner', 'directorate'];
const HOURLY: Translated = { nl: 'Uurprijs', en: 'Hourly price', fr: 'Prix à l’heure' };
const DEPOSIT: Translated = { nl: 'Waarborg', en: 'Deposit', fr: 'Caution' };
const NOT_LET: Translated = {
  nl: 'Deze zaal wordt niet verhuurd aan uw soort aanvrager.', en: 'This hall is not let to your kind of booker.', fr: 'Cette salle n’est pas louée à votre type de demandeur.',
};

/** The versions of a regulation of such tariffs: one for each day on which a price changes. */
export function hourlyVersions(regulationId: string, halls: readonly HourlyHall[], idOf: (validFrom: LocalDate) => string): TariffVersion[] {
  const days = [...new Set(halls.flatMap(({ tariffs }) => tariffs.map(({ validFrom }) => validFrom)))].toSorted();
  return days.map((validFrom, index) => ({ id: idOf(validFrom), regulationId, number: index + 1, validFrom, countsBy: 'activity', rules: rulesOn(halls, validFrom) }));
}

function rulesOn(halls: readonly HourlyHall[], day: LocalDate): TariffRules {
  const inForce = halls.flatMap((hall) => KINDS.flatMap((kind) => {
    const tariff = hall.tariffs.filter(({ bookerKind, validFrom }) => bookerKind === kind && validFrom <= day).toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
    return { hall, kind, tariff };
  }));
  const let_ = inForce.filter(({ tariff }) => tariff !== undefined);
  const bookers = KINDS.filter((kind) => let_.some((one) => one.kind === kind)).map((kind): BookerRule => ({ id: kind, label: NAMES[kind], of: [kind], evidence: 'register' }));
  const notLet = inForce.filter(({ kind, tariff }) => !tariff && bookers.some(({ id }) => id === kind));
  const deposits = let_.filter(({ tariff }) => tariff!.depositCents > 0);
  return {
    halls: halls.map(({ slug }) => slug), bookers, purposes: [{ id: 'gebruik', label: { nl: 'Elk gebruik', en: 'Any use', fr: 'Tout usage' } }],
    prices: let_.map(({ hall, kind, tariff }) => priceOf(hall, kind, tariff!)),
    ...(notLet.length > 0 ? { notLet: notLet.map(({ hall: { slug }, kind }) => ({ id: `niet-${slug}-${kind}`, halls: [slug], bookers: [kind], reason: NOT_LET })) } : {}),
    ...(deposits.length > 0 ? {
      deposits: deposits.map(({ hall: { slug }, kind, tariff }) =>
        ({ id: `waarborg-${slug}-${kind}`, label: DEPOSIT, halls: [slug], bookers: [kind], euro: tariff!.depositCents / 100, per: 'booking' as const })),
    } : {}),
  };
}

const priceOf = ({ slug, product }: HourlyHall, kind: BookerKind, { hourCents, minimumMinutes, vatRate }: HourlyTariff): PriceRule => ({
  id: `huur-${slug}-${kind}`, label: HOURLY, halls: [slug], bookers: [kind], product: product(vatRate),
  units: [{ per: 'hour', euro: hourCents / 100, ...(minimumMinutes > 0 ? { minimum: minimumMinutes / 60 } : {}) }],
});
