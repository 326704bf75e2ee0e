import { formatDistance, formatDuration, formatPrice } from '../../contract/texts/format.ts';
import type { StayDifference } from '../../search/compare-stay.ts';
import type { View } from '../view.ts';

/** How another stay differs, in words, what matters most first: `1 uur later`, `30 minuten korter`, `800 m verder`, `€ 20 goedkoper`. */
export function sayDifference({ t, language }: View, { days, minutes, time, longerMinutes, dearerCents }: StayDifference, distanceMetres: number | undefined): string[] {
  const say = t.instead;
  const whole = Math.abs(days);
  return [
    ...(days > 0 ? [say.daysLater(whole)] : days < 0 ? [say.daysEarlier(whole)] : []),
    ...(days !== 0 && time === 'same' ? [say.sameTime] : []),
    ...(minutes > 0 ? [say.later(formatDuration(minutes, language))] : minutes < 0 ? [say.earlier(formatDuration(-minutes, language))] : []),
    ...(days === 0 && minutes === 0 && longerMinutes === 0 ? [say.sameMoment] : []),
    ...(longerMinutes > 0 ? [say.longer(formatDuration(longerMinutes, language))] : longerMinutes < 0 ? [say.shorter(formatDuration(-longerMinutes, language))] : []),
    ...(distanceMetres === undefined ? [] : [distanceMetres < 20 ? say.sameBuilding : say.away(formatDistance(distanceMetres, language))]),
    ...(dearerCents === undefined ? [] : [dearerCents === 0 ? say.samePrice : dearerCents < 0 ? say.cheaper(formatPrice(-dearerCents, language)) : say.dearer(formatPrice(dearerCents, language))]),
  ];
}
