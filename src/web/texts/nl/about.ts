/** What one may expect of this service: its accessibility and what happens with personal data. `{phone}` and `{email}` become links. */
export const about = {
  accessibilityStatement: {
    // A soft hyphen, so that a telephone breaks the word where one would.
    title: 'Toegankelijkheids\u00adverklaring',
    lead: (city: string) =>
      `Stad ${city} wil dat iedereen een zaal kan vinden, reserveren en openen. Deze verklaring geldt voor deze website. Ze volgt het Bestuursdecreet van 7 december 2018, dat de Europese richtlijn (EU) 2016/2102 omzet.`,
    standard: {
      title: 'De norm',
      body: 'Wij volgen de Europese norm EN 301 549 V3.2.1, en gaan verder: wij toetsen aan de Web Content Accessibility Guidelines (WCAG) 2.2, niveau AA.',
    },
    status: {
      title: 'Hoever staan wij?',
      body: 'Deze website voldoet gedeeltelijk: op de punten hieronder na, voldoet ze aan de norm.',
    },
    missing: {
      title: 'Wat nog niet toegankelijk is',
      items: [
        'De plattegronden van de zalen zijn tekeningen. Wat erop staat, zoals deuren, podium en opstelling, leest u ook in de tekst op de pagina van de zaal. De maten leest u alleen op de tekening.',
        'Documenten die gebouwen zelf aanleveren, zoals reglementen, kunnen moeilijke woorden bevatten. Wij leggen ze uit als u belt.',
        'Aanmelden en betalen gebeurt op websites van andere diensten (de Vlaamse overheid en Mollie). Die hebben een eigen verklaring.',
        'Niet elke tekst van een gebouw is vertaald. Waar een vertaling ontbreekt, staat de Nederlandse tekst.',
      ],
    },
    tested: {
      title: 'Hoe wij dat nagaan',
      body: 'Deze verklaring steunt op een eigen evaluatie. Bij elke wijziging kijken wij de pagina’s automatisch na in een echte browser (met axe), op schermen van 320 tot 1280 pixels breed. Wij doorlopen zoeken, reserveren en annuleren met het toetsenbord alleen, en zonder JavaScript. Een onderzoek met mensen met een beperking moet nog gebeuren.',
    },
    date: {
      title: 'Wanneer',
      body: 'Deze verklaring is opgesteld op 25 november 2026 en nagekeken op 25 november 2026. Wij kijken ze na bij elke grote wijziging, en minstens één keer per jaar.',
    },
    feedback: {
      title: 'Lukt er iets niet?',
      body: 'Laat het ons weten: wij zoeken mee naar een oplossing en antwoorden binnen 30 dagen. Ondertussen reserveren wij graag voor u. Bel {phone} of mail naar {email}.',
    },
    enforcement: {
      title: 'Niet tevreden met ons antwoord?',
      body: (city: string) => `Dan kunt u terecht bij de ombudsdienst van Stad ${city}, en daarna bij de Vlaamse Ombudsdienst: Leuvenseweg 86, 1000 Brussel,`,
      mail: 'klachten@vlaamseombudsdienst.be',
    },
  },
  privacyStatement: {
    title: 'Privacy',
    lead: (city: string) =>
      `Om een zaal te kunnen geven, moeten wij iets van u weten. Hier leest u wat, waarom en hoelang. Stad ${city} is verantwoordelijk voor deze gegevens.`,
    what: {
      title: 'Wat wij bewaren, en waarom',
      caption: 'Soorten gegevens, waarom wij ze nodig hebben en hoelang wij ze bewaren',
      columns: { what: 'Wat', why: 'Waarom', long: 'Hoelang' },
      rows: [
        {
          what: 'Uw naam, e-mailadres en telefoon, uit uw overheidsprofiel',
          why: 'Om te weten wie reserveert, en u te bereiken. Uw rijksregisternummer vragen wij niet.',
          long: 'Zolang u reservaties bij ons hebt die wij moeten bewaren',
        },
        {
          what: 'Voor welke organisaties u mag handelen',
          why: 'Om de juiste prijs te rekenen, en niemand anders namens uw vereniging te laten reserveren.',
          long: 'Zolang u lid bent, en daarna bij de reservaties die u maakte',
        },
        {
          what: 'Uw reservaties: zaal, moment, activiteit, aantal personen, opmerkingen',
          why: 'Om de zaal voor u vrij te houden. Zo hebben wij een overeenkomst met u.',
          long: 'Zolang de wet dat van een openbaar bestuur vraagt: hoogstens tien jaar voor wat betaald is',
        },
        {
          what: 'De zalen die u bewaart',
          why: 'Om ze voor u bij de hand te houden. Niemand anders ziet ze.',
          long: 'Tot u ze weghaalt',
        },
        {
          what: 'Betalingen en terugbetalingen. Uw rekeningnummer of kaart kennen wij niet: die blijft bij Mollie.',
          why: 'Omdat de wet op de boekhouding het vraagt.',
          long: 'Tien jaar',
        },
        {
          what: 'Uw toegangscode, versleuteld',
          why: 'Om u binnen te laten.',
          long: 'Tot een dag nadat ze niet meer werkt: dan wissen wij ze',
        },
        {
          what: 'Wie voor u de deur opent: naam, e-mailadres en telefoon, zoals u ze invult',
          why: 'Om die persoon een eigen link naar de deur te mailen, en te verwittigen als er iets verandert.',
          long: 'Tot een maand na de reservatie: dan wissen wij ze',
        },
        {
          what: 'Welke mails wij u stuurden, en of ze aankwamen',
          why: 'Om te weten dat u verwittigd bent.',
          long: 'Zolang de reservatie waarover ze gaan',
        },
        {
          what: 'Welke medewerker wanneer uw gegevens bekeek',
          why: 'Om misbruik tegen te gaan, en het u te kunnen tonen.',
          long: 'Zolang wij uw gegevens hebben. Dit wordt nooit gewijzigd of gewist.',
        },
      ],
    },
    who: {
      title: 'Wie ze ziet',
      items: [
        'De beheerders van de zaal die u reserveert, en het klantcontactcentrum als u ons belt. Elke keer dat zij kijken, wordt opgeschreven. U ziet dat zelf bij Mijn gegevens.',
        'De vertegenwoordigers van de vereniging waarvoor u reserveert.',
        'Mollie (betalen) en de Vlaamse overheid (aanmelden): alleen wat zij daarvoor nodig hebben.',
        'Niemand anders. Wij verkopen niets, tonen geen reclame, meten u niet, en beslissen niets over u met een computer alleen, behalve of een zaal vrij is.',
      ],
      link: 'Naar Mijn gegevens',
    },
    cookies: {
      title: 'Cookies',
      lead: 'Alleen wat nodig is om de website te doen werken. Daarom vragen wij u niets te aanvaarden.',
      caption: 'De cookies van deze website',
      columns: { name: 'Naam', why: 'Waarvoor', long: 'Hoelang' },
      rows: [
        { name: '__Host-session', why: 'Onthoudt dat u aangemeld bent.', long: 'Tot u zich afmeldt, hoogstens 12 uur' },
        { name: 'language', why: 'Onthoudt de taal die u koos.', long: 'Een jaar' },
        { name: 'saved', why: 'Onthoudt de zalen die u bewaart, tot u zich aanmeldt.', long: 'Een jaar' },
      ],
    },
    rights: {
      title: 'Uw rechten',
      body: 'U mag uw gegevens inkijken, meenemen, laten verbeteren of laten wissen, en u mag bezwaar maken. Inkijken en meenemen kan meteen, bij Mijn gegevens. Voor de rest: bel {phone} of mail naar {email}. Wij antwoorden binnen een maand. Wat de wet ons verplicht te bewaren, kunnen wij niet wissen.',
    },
    contact: {
      title: 'Vragen of een klacht?',
      body: (city: string) => `Vraag naar de functionaris voor gegevensbescherming van Stad ${city}: bel {phone} of mail naar {email}. Bent u niet tevreden met ons antwoord, dan kunt u terecht bij de Vlaamse Toezichtcommissie (Koning Albert II-laan 15, 1210 Brussel) of bij de Gegevensbeschermingsautoriteit (Drukpersstraat 35, 1000 Brussel).`,
    },
  },
};
