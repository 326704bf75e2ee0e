/** What staff do at a door: on the page of a booking, at the contact centre, and at a lock. */
export const doorHelp = {
  doorHelp: {
    title: 'Hulp aan de deur',
    lead: 'Wat u hier doet, wordt met uw reden bewaard. Wie reserveerde, kan dat zien.',
    leadLock: 'Wat u hier doet, wordt met uw reden bewaard.',
    reason: 'Waarom?',
    reasonMissing: 'Vul in waarom.',
    door: 'Welke deur?',
    doorMissing: 'Kies welke deur.',
    unlock: {
      title: 'Deur vanop afstand openen',
      lead: 'Doe dit alleen als u zeker weet wie er aan de deur staat. Het slot krijgt de vraag één keer, en niet later alsnog.',
      button: 'Open de deur nu',
      closed: 'Dit kan alleen terwijl de code van deze reservatie werkt. Een beheerder van het gebouw kan het ook daarbuiten.',
      none: 'Geen van deze deuren kan nu vanop afstand open.',
    },
    cannot: { 'not-openable': 'kan niet vanop afstand open', 'not-reachable': 'geen verbinding met het gebouw' },
    code: {
      title: 'Code vervangen',
      lead: 'Kent iemand de code die ze niet hoort te kennen? De oude werkt niet meer zodra het slot de nieuwe heeft. Wie de oude zag en de deur opent, krijgt een mail zonder cijfers.',
      button: 'Geef de deur een nieuwe code',
    },
    repair: {
      title: 'Slot opnieuw nakijken',
      lead: 'Wij vragen het slot wat erop staat, en zetten of halen nog eens wat niet klopt. Een code die na veel pogingen stopte, krijgt nieuwe pogingen.',
      button: 'Kijk het slot na',
    },
    done: 'Wat medewerkers deden',
    actions: { 'unlock-door': 'Deur vanop afstand openen', 'reissue-code': 'Code vervangen', 'repair-door': 'Slot nakijken' },
    outcomes: {
      waiting: 'Gevraagd. Wij wachten op het slot.',
      done: 'Het slot zegt dat de deur open is. Wanneer ze weer sluit, regelt het slot zelf.',
      unconfirmed: 'Het slot bevestigde niets. Misschien is de deur open: vraag het na.',
      unreachable: 'Het slot was niet bereikbaar. De deur ging niet open, en gaat ook later niet vanzelf open.',
      refused: 'Het slot deed het niet. De deur ging niet open.',
    },
    line: (when: string, by: string) => `${when}, ${by}`,
    faults: {
      'door-window-closed': 'De code van deze reservatie werkt nu niet, dus mag het contactcentrum de deur niet openen.',
      'lock-not-reachable': 'Er is geen verbinding met het gebouw. De deur ging niet open.',
      'lock-not-openable': 'Deze deur kan niet vanop afstand open.',
      'too-many-requests': 'Deze deur werd al 5 keer geopend in 10 minuten. Wacht even.',
      'wrong-state': 'Deze code werkt niet meer, en wordt dus niet vervangen.',
      'no-code-for-this-hall': 'Deze reservatie heeft geen code.',
      'no-code-left': 'Er is geen andere code meer voor dit slot. De oude blijft werken.',
    },
  },
};
