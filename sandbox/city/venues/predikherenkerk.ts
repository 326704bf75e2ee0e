import type { VenueDraft } from '../drafts.ts';

export const predikherenkerk: VenueDraft = {
  slug: 'predikherenkerk',
  owner: 'cultuur',
  name: { nl: 'Predikherenkerk', en: 'Dominican Church', fr: 'Église des Dominicains' },
  description: {
    nl: 'Een vroeggotische kloosterkerk waar vandaag koren zingen en kunstenaars tentoonstellen. De galm duurt vier tellen.',
    en: 'An early Gothic church where choirs sing and artists exhibit. The echo lasts four seconds.',
    fr: "Une église du gothique primitif où chantent les chœurs et exposent les artistes. L'écho dure quatre secondes.",
  },
  street: 'Onze-Lieve-Vrouwstraat',
  postalCode: '3000',
  neighbourhood: 'Leuven-centrum',
  at: [50.8803, 4.6948],
  directions: {
    nl: 'De kerk ligt verscholen achter het plein in de Onze-Lieve-Vrouwstraat. De sleutel haal je op aan het onthaal van Tweebronnen, op werkdagen tussen 9 en 17 uur.',
    en: 'The church hides behind the square in Onze-Lieve-Vrouwstraat. Collect the key at the Tweebronnen desk, weekdays 9 to 17.',
    fr: "L'église se cache derrière la place. La clé se retire à l'accueil de Tweebronnen, en semaine de 9 à 17 heures.",
  },
  accessibility: ['step-free', 'wheelchair-seats'],
  hours: 'abbey',
  extras: ['panels', 'chairs', 'microphones', 'power'],
  illustrative: true,
  halls: [
    {
      slug: 'predikherenkerk-middenschip',
      name: { nl: 'Middenschip', en: 'Nave', fr: 'Nef' },
      type: 'exhibition',
      areaM2: 420,
      layouts: { theatre: 280, standing: 400, reception: 300 },
      features: ['exhibition-rails', 'daylight', 'stage-lighting'],
      description: {
        nl: 'Onder de hoge gewelven past een monumentaal beeld net zo goed als een passieconcert. De kerk is niet verwarmd: van november tot maart trek je beter een jas aan. Nagels en tape op de muren zijn verboden, panelen zijn er genoeg.',
        en: 'Under the high vaults a monumental sculpture fits as well as a Passion. The church is not heated; panels are provided, nails are not allowed.',
        fr: "Sous les hautes voûtes, une sculpture monumentale ou une Passion sont à leur place. L'église n'est pas chauffée.",
      },
      limits: { noticeMinutes: 20_160, windowDays: 540, longestMinutes: 900 },
      approval: true,
      hourCents: 4_500, minimumMinutes: 240, depositCents: 30_000,
      access: 'key',
      plan: { shape: 'apse', proportion: 0.55, windows: 'both', columns: 10 },
    },
  ],
};
