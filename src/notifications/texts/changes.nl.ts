import type { ChangeTexts, SaidArrival, SaidMove } from './change-texts.ts';

const DOOR: Record<NonNullable<SaidMove['door']>, string> = {
  'same-code': 'Uw toegangscode blijft dezelfde. Ze werkt op het nieuwe moment, en niet meer op het oude.',
  'new-code': 'U krijgt een nieuwe toegangscode: de oude werkt niet meer. U vindt ze op de pagina van uw reservatie, kort voor u begint.',
  'first-code': 'U opent de deur met een toegangscode. U vindt ze op de pagina van uw reservatie, kort voor u begint.',
  key: 'U haalt een sleutel op. Waar en wanneer, leest u op de pagina van uw reservatie.',
  staff: 'Een medewerker van het gebouw doet de deur voor u open.',
};

const arriving = ({ access, shownFrom }: SaidArrival): string => ({
  'door-code': `U opent de deur met uw toegangscode. Uit voorzorg staat die niet in deze mail: u ziet ze vanaf ${shownFrom} op de pagina van uw reservatie.`,
  key: DOOR.key, staff: DOOR.staff,
})[access];

export const changes: ChangeTexts = {
  moved: (b, { before, place, status, refund, door, reason }) => ({
    subject: status === 'requested' ? `Uw aanvraag is gewijzigd: ${b.hall}, ${b.when}` : `Gewijzigd: ${b.hall}, ${b.when}`,
    lines: [
      place === 'changed' ? `Uw reservatie is gewijzigd. Ze was: ${before.hall}, ${before.when}. Ze is nu: ${b.hall}, ${b.when}.` : 'De gegevens van uw reservatie zijn gewijzigd. Zaal en moment blijven dezelfde.',
      ...(reason === '' ? [] : [`Reden: ${reason}`]),
      ...(status === 'requested' ? [`De zaalbeheerder beslist, ten laatste op ${b.heldUntil}. Tot dan houden wij de zaal voor u vrij.`] : []),
      ...(status === 'held' ? [`Wij houden de zaal voor u vrij tot ${b.heldUntil}. Betaal vóór dat moment: daarna vervalt uw optie en komt de zaal weer vrij.`] : []),
      ...(refund === '' ? [] : [`U krijgt ${refund} terug, op de rekening of kaart waarmee u betaalde. Dat duurt meestal enkele werkdagen.`]),
      ...(door ? [DOOR[door]] : []),
    ],
    action: status === 'held' ? `Betaal ${b.due}` : 'Bekijk uw reservatie',
    after: [`Klopt dit niet, of wijzigde u dit niet zelf? Laat het ons weten: ${b.contact}.`],
  }),
  reminder: (b, arrival) => ({
    subject: `Morgen: ${b.hall}, ${b.when}`,
    lines: [`Morgen gebruikt u ${b.hall}. Hier leest u hoe u er geraakt en binnenkomt.`, arriving(arrival), `Geraakt u niet binnen? Bel ${arrival.phone}.`],
    action: 'Naar uw reservatie en de deur',
    after: [`Kunt u niet komen? Annuleer dan nog, zodat iemand anders de zaal kan gebruiken. Vragen over het gebouw: ${b.contact}.`],
  }),
  managerTold: (b, what) => (what.kind === 'cancelled' ? {
    subject: `Geannuleerd: ${b.hall}, ${b.when}`,
    lines: [`De reservatie van ${b.booker} is geannuleerd. De zaal is weer vrij.`],
    action: 'Bekijk de reservatie',
  } : {
    subject: `Verplaatst: ${b.hall}, ${b.when}`,
    lines: [`De reservatie van ${b.booker} is verplaatst. Ze was: ${what.before.hall}, ${what.before.when}. Ze is nu: ${b.hall}, ${b.when}.`],
    action: 'Bekijk de reservatie',
  }),
  paidOldPrice: (b, amount) => ({
    subject: `Uw betaling van ${amount} voor ${b.hall} komt terug`,
    lines: [
      `Wij ontvingen uw betaling van ${amount}. Die was voor de prijs van voor uw wijziging, en die geldt niet meer. U krijgt ze volledig terug; u hoeft niets te doen.`,
      ...(b.heldUntil === '' || b.isFree ? [] : [`De prijs is nu ${b.due}. Wij houden de zaal voor u vrij tot ${b.heldUntil}.`]),
    ],
    action: 'Bekijk uw reservatie',
  }),
  changeLabels: { was: 'Was', directions: 'Hoe u er geraakt', problem: 'Geraakt u niet binnen?' },
};
