import type { Site } from './site.ts';

/** The next so-many-th Wednesday from now, as a local day: a day on which the demo city is open and free. */
export function aWednesday(weeksAhead = 3): string {
  const day = new Date(Date.now() + weeksAhead * 7 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((3 - day.getUTCDay() + 7) % 7));
  return day.toISOString().slice(0, 10);
}

/** The fields that a page's form holds, as a browser would send them: hidden ones too. */
export function fieldsIn(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    const value = / value="([^"]*)"/.exec(tag)?.[1] ?? '';
    if (!name || (/type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag))) continue;
    fields[name] = value;
  }
  for (const [, name = '', options = ''] of html.matchAll(/<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    fields[name] =
      / (?:selected[^>]*value|value)="([^"]*)"[^>]*selected|selected[^>]*value="([^"]*)"/.exec(options)?.[1] ?? /value="([^"]*)"/.exec(options)?.[1] ?? '';
  }
  return fields;
}

/** A booking form filled in well, for this hall and moment. */
export async function filledIn(site: Site, slug: string, moment: { day: string; from: string; to: string }, token: string): Promise<Record<string, string>> {
  const { text } = await site.get(`/zalen/${slug}/reserveren?datum=${moment.day}&van=${moment.from}&tot=${moment.to}&personen=10`, token);
  const form = /<form[^>]*class="oz-columns".*?<\/form>/s.exec(text)?.[0] ?? '';
  return { ...fieldsIn(form), activiteit: 'Bestuursvergadering', 'akkoord-reglement': 'ja', 'akkoord-annulatie': 'ja', actie: 'bevestig' };
}
