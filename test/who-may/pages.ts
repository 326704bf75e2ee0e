import {
  administrators, agents, bookerAgentsAndManagers, bookerAndAgents, bookerAndStaffHere, everybody, managers, managersHere, membersAndAgents, representativesAndAgents,
  theBooker, venueStaff, whoeverLoggedIn, type Row,
} from './who.ts';

/**
 * Who may open which page and send which form: one line a route, as the router names it. `path` is an address to try, where the route has names in
 * it; `send` is a form that is let in far enough to meet the rule. A route that is not here fails the test, and so does a line without a route.
 */
export const PAGES: Readonly<Record<string, Row>> = {
  // What everybody sees
  'GET /': everybody(),
  'GET /zalen': everybody(),
  'GET /zalen/:slug': everybody({ path: '/zalen/{hall}' }),
  'GET /zalen/:slug/plattegrond.svg': everybody({ path: '/zalen/{hall}/plattegrond.svg' }),
  'GET /zalen/:slug/reserveren': everybody({ path: '/zalen/{hall}/reserveren' }),
  'GET /vergelijken': everybody({ path: '/vergelijken?zaal={hall}' }),
  'GET /bewaard': everybody(),
  'POST /bewaard': everybody({ send: { zaal: '{hall}', doe: 'bewaar' } }),
  'GET /bewaard/gelukt': everybody(),
  'GET /assets/:file': everybody({ path: '{style}' }),
  'GET /taal': everybody(),
  'GET /toegankelijkheid': everybody(),
  'GET /privacy': everybody(),
  'GET /aanmelden': everybody(),
  'GET /aanmelden/terug': { who: [], others: 'login' },
  'POST /afmelden': everybody(),

  // One's own things
  'POST /zalen/:slug/reserveren': whoeverLoggedIn({ path: '/zalen/{hall}/reserveren' }),
  'GET /reservaties': whoeverLoggedIn(),
  'GET /reservaties/:code': bookerAndStaffHere({ path: '/reservaties/{booking}' }),
  'POST /reservaties/:code/betalen': bookerAndAgents({ path: '/reservaties/{booking}/betalen' }),
  'GET /reservaties/:code/wijzigen': bookerAgentsAndManagers({ path: '/reservaties/{booking}/wijzigen' }),
  'POST /reservaties/:code/wijzigen': bookerAgentsAndManagers({ path: '/reservaties/{booking}/wijzigen', send: { versie: '999' } }),
  'GET /reservaties/:code/annuleren': bookerAgentsAndManagers({ path: '/reservaties/{booking}/annuleren' }),
  'POST /reservaties/:code/annuleren': bookerAgentsAndManagers({ path: '/reservaties/{booking}/annuleren', send: { versie: '999' } }),
  'POST /reservaties/:code/code': theBooker({ path: '/reservaties/{booking}/code' }),
  'GET /reservaties/:code/code': everybody({ path: '/reservaties/{booking}/code' }),
  'GET /reservaties/:code/agenda.ics': bookerAndStaffHere({ path: '/reservaties/{booking}/agenda.ics' }),
  'GET /reservaties/agenda': whoeverLoggedIn(),
  'POST /reservaties/agenda/maken': whoeverLoggedIn({ send: { van: 'own' } }),
  'GET /reservaties/agenda/maken': everybody(),
  'POST /reservaties/agenda/stoppen': whoeverLoggedIn({ send: { van: 'own' } }),
  // The secret in its address is what lets somebody in: a program that reads calendars logs in nowhere.
  'GET /agenda/:file': { who: [], others: 404, but: { anonymous: 404 }, path: '/agenda/geen-geheim.ics' },
  'POST /handelen-voor': whoeverLoggedIn({ send: { organisatie: '' } }),
  'GET /organisaties': whoeverLoggedIn(),
  'GET /organisaties/:id': membersAndAgents({ path: '/organisaties/{association}' }),
  'POST /organisaties/:id/uitnodigingen': representativesAndAgents({ path: '/organisaties/{association}/uitnodigingen', send: { email: '{newEmail}' } }),
  'POST /organisaties/:id/leden/:person/verwijderen': representativesAndAgents({ path: '/organisaties/{association}/leden/{leaver}/verwijderen' }),
  'GET /organisaties/uitnodiging/:token': everybody({ path: '/organisaties/uitnodiging/{invitation}' }),
  'POST /organisaties/uitnodiging/:token': whoeverLoggedIn({ path: '/organisaties/uitnodiging/{invitation}' }),
  'GET /mijn-gegevens': whoeverLoggedIn(),
  'GET /mijn-gegevens/download': whoeverLoggedIn(),
  'POST /mijn-gegevens/overal-afmelden': whoeverLoggedIn(),

  // Who works for a venue
  'GET /beheer': everybody(),
  'GET /beheer/vandaag': venueStaff({ path: '/beheer/vandaag?datum={bookedDay}' }),
  'GET /beheer/bezetting': venueStaff({ path: '/beheer/bezetting?datum={bookedDay}' }),
  'GET /beheer/bezetting.csv': venueStaff({ path: '/beheer/bezetting.csv?datum={bookedDay}' }),
  'GET /beheer/aanvragen': managers(),
  'POST /beheer/aanvragen/:code': managersHere({ path: '/beheer/aanvragen/{booking}', send: { versie: '999', besluit: 'goedkeuren' }, but: { managerElsewhere: 404 } }),
  'GET /beheer/sluitingen': managers(),
  'GET /beheer/sluitingen/nieuw': managers(),
  'POST /beheer/sluitingen/nieuw': managers(),
  'GET /beheer/sluitingen/:id': managersHere({ path: '/beheer/sluitingen/{closure}', but: { managerElsewhere: 404 } }),
  'POST /beheer/sluitingen/:id/opheffen': managersHere({ path: '/beheer/sluitingen/{closure}/opheffen', but: { managerElsewhere: 404 } }),
  'POST /beheer/sluitingen/:id/annuleren/:code': managersHere({ path: '/beheer/sluitingen/{closure}/annuleren/{booking}', but: { managerElsewhere: 404 } }),
  'GET /beheer/zalen/:slug/openingsuren': managersHere({ path: '/beheer/zalen/{hall}/openingsuren' }),
  'POST /beheer/zalen/:slug/openingsuren': managersHere({ path: '/beheer/zalen/{hall}/openingsuren', send: { versie: '999' } }),

  // Who gives roles
  'GET /beheer/rollen': administrators({ path: '/beheer/rollen?zoek=Zeldzaam' }),
  'POST /beheer/rollen': administrators({ send: { persoon: '{newcomer}', rol: 'reader', waar: '{city}' } }),
  'POST /beheer/rollen/:id/afnemen': administrators({ path: '/beheer/rollen/{role}/afnemen' }),

  // The contact centre
  'GET /kcc': everybody(),
  'GET /kcc/organisaties': agents({ path: '/kcc/organisaties?persoon=Zeldzaam&organisatie={association}' }),
  'POST /kcc/organisaties': agents({ send: { naam: '' } }),
  'POST /kcc/organisaties/:id/vertegenwoordiger': agents({ path: '/kcc/organisaties/{association}/vertegenwoordiger', send: { persoon: '{newcomer}' } }),
};
