import type { JSX } from 'preact';
import { formatDay, formatDayOfYear, formatDuration, formatPrice, formatTime, formatTimes } from '../../../contract/texts/format.ts';
import { addDays, localDate, type LocalDate } from '../../../kernel/time.ts';
import { Select } from '../../shared/fields.tsx';
import { link } from '../../view.ts';
import { dayStretches, durationsOf, type Offer } from './day.ts';
import { CalendarNav, type CalendarProps } from './hall-calendar.tsx';
import { STAY_FIELD } from '../../shared/stay-form.ts';
import { hoursShown } from './week.ts';
import { Bar } from './hall-week.tsx';

type Props = CalendarProps<'dag'>;

/** A day of a hall: what happens in it, and every start that can be had for the chosen length, each with its price and one tap away. */
export function HallDay(props: Props): JSX.Element {
  const { view, hall, calendar, kept } = props;
  const { t, language, now } = view;
  const to = (day: LocalDate): string => `${link(`/zalen/${hall.slug}`, { ...kept, bekijk: 'dag', dag: day, duur: calendar.minutes })}#wanneer`;
  const today = localDate(now);
  return (
    <>
      <CalendarNav
        label={t.calendar.day}
        title={formatDay(calendar.day, language)}
        before={calendar.day > today ? { href: to(addDays(calendar.day, -1)), text: t.calendar.previousDay } : undefined}
        after={calendar.day < addDays(today, hall.windowDays) ? { href: to(addDays(calendar.day, 1)), text: t.calendar.nextDay } : undefined}
      />
      <Timeline {...props} />
      <Offers {...props} />
    </>
  );
}

function Timeline({ view: { t, language }, calendar: { day, stretches } }: Props): JSX.Element {
  const parts = dayStretches(stretches);
  if (parts.length === 0) return <p>{t.calendar.closedDay}</p>;
  return (
    <div class="oz-day">
      <h3 class="ds-sr-only">{t.calendar.dayCaption(formatDayOfYear(day, language))}</h3>
      <Bar day={{ day, parts }} hours={hoursShown([{ day, parts }])} />
      <ol class="oz-day-parts oz-plain">
        {parts.map(({ period, state }) => (
          <li key={period.start.toISOString()} data-state={state}>
            <span class="oz-numeric">{formatTimes(period, language)}</span> {t.calendar.dayStates[state]}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Offers(props: Props): JSX.Element {
  const { view, hall, calendar, kept } = props;
  const { t, language } = view;
  const stay = formatDuration(calendar.minutes, language);
  const options = durationsOf(hall, calendar.minutes).map((minutes) => ({ value: String(minutes), text: formatDuration(minutes, language) }));
  return (
    <div class="oz-stack" data-gap="sm">
      <form method="get" action={`/zalen/${hall.slug}#wanneer`} class="oz-row" data-end>
        {Object.entries({ ...kept, bekijk: 'dag', dag: calendar.day }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Select name="duur" label={t.calendar.howLong} value={String(calendar.minutes)} options={options} />
        <button class="ds-button" data-variant="secondary" type="submit">
          {t.calendar.show}
        </button>
      </form>
      <h3 class="ds-heading" data-size="2xs">
        {t.calendar.offers(stay)}
      </h3>
      {calendar.offers.length === 0 ? (
        <p>
          {t.calendar.none(stay)} {t.calendar.noneShort}
        </p>
      ) : (
        <>
          <p class="oz-small oz-muted">{t.calendar.offersHint}</p>
          <ul class="oz-offers oz-plain">
            {calendar.offers.map((offer) => (
              <li key={offer.period.start.toISOString()}>
                <OfferLink {...props} offer={offer} />
              </li>
            ))}
          </ul>
          {calendar.cut && <p class="oz-small oz-muted">{t.calendar.cut}</p>}
        </>
      )}
    </div>
  );
}

/** One tap fills the booking form: this hall at this moment, with all that was chosen before. */
function OfferLink({ view: { t, language }, hall, kept, offer: { period, moment, totalCents } }: Props & { offer: Offer }): JSX.Element {
  const price = totalCents === 0 ? t.price.free : formatPrice(totalCents, language);
  const times = { [STAY_FIELD.day]: moment.day, [STAY_FIELD.from]: moment.from, [STAY_FIELD.to]: moment.to, [STAY_FIELD.lastDay]: moment.lastDay };
  return (
    <a class="oz-offer" rel="nofollow" href={link(`/zalen/${hall.slug}/reserveren`, { ...kept, ...times })}>
      <strong class="oz-numeric">{formatTime(period.start, language)}</strong>
      <span class="oz-small oz-muted">{t.bookings.until(formatTime(period.end, language))}</span>
      <span class="oz-numeric">{price}</span>
    </a>
  );
}
