import type { about as nl } from '../nl/about.ts';

export const about: typeof nl = {
  accessibilityStatement: {
    title: 'Accessibility statement',
    lead: (city) =>
      `The City of ${city} wants everybody to be able to find, book and open a hall. This statement is about this website. It follows the Flemish Governance Decree of 7 December 2018, which transposes directive (EU) 2016/2102.`,
    standard: {
      title: 'The standard',
      body: 'We follow the European standard EN 301 549 V3.2.1, and go further: we test against the Web Content Accessibility Guidelines (WCAG) 2.2, level AA.',
    },
    status: {
      title: 'How far are we?',
      body: 'This website is partially compliant: but for the points below it meets the standard.',
    },
    missing: {
      title: 'What is not accessible yet',
      items: [
        'The floor plans of the halls are drawings. What they show, such as doors, stage and layout, can also be read in the text on the page of the hall. The measures are only in the drawing.',
        'Documents that venues provide, such as house rules, may have difficult words. We explain them when you call.',
        'Logging in and paying happen on websites of other services (the Flemish government and Mollie). They have statements of their own.',
        'Not every text of a venue is translated. Where a translation is missing, the Dutch text is shown.',
      ],
    },
    tested: {
      title: 'How we check',
      body: 'This statement rests on an evaluation of our own. With every change the pages are checked automatically in a real browser (with axe), on screens from 320 to 1280 pixels wide. We go through searching, booking and cancelling with the keyboard alone, and without JavaScript. A study with people with disabilities is still to be done.',
    },
    date: {
      title: 'When',
      body: 'This statement was made on 25 November 2026 and reviewed on 25 November 2026. We review it with every major change, and at least once a year.',
    },
    feedback: {
      title: 'Does something not work for you?',
      body: 'Tell us: we look for a solution with you and answer within 30 days. Meanwhile we are glad to book for you. Call {phone} or write to {email}.',
    },
    enforcement: {
      title: 'Not satisfied with our answer?',
      body: (city) => `You can then turn to the ombuds service of the City of ${city}, and after that to the Flemish Ombuds Service: Leuvenseweg 86, 1000 Brussels,`,
      mail: 'klachten@vlaamseombudsdienst.be',
    },
  },
  privacyStatement: {
    title: 'Privacy',
    lead: (city) => `To let you a hall we must know something about you. Here you read what, why and for how long. The City of ${city} is responsible for these data.`,
    what: {
      title: 'What we keep, and why',
      caption: 'Kinds of data, why we need them and for how long we keep them',
      columns: { what: 'What', why: 'Why', long: 'For how long' },
      rows: [
        {
          what: 'Your name, e-mail address and phone number, from your government profile',
          why: 'To know who books, and to reach you. We do not ask for your national register number.',
          long: 'As long as you have bookings with us that we must keep',
        },
        {
          what: 'For which organisations you may act',
          why: 'To charge the right price, and to let nobody else book in the name of your association.',
          long: 'As long as you are a member, and after that with the bookings that you made',
        },
        {
          what: 'Your bookings: hall, time, activity, number of persons, remarks',
          why: 'To keep the hall for you. That is our agreement with you.',
          long: 'As long as the law asks of a public authority: ten years at most for what was paid',
        },
        {
          what: 'The halls that you save',
          why: 'To keep them at hand for you. Nobody else sees them.',
          long: 'Until you remove them',
        },
        {
          what: 'Payments and refunds. We do not know your account number or card: that stays with Mollie.',
          why: 'Because the law on accounting asks for it.',
          long: 'Ten years',
        },
        {
          what: 'Your door code, encrypted',
          why: 'To let you in.',
          long: 'Until a day after it stops working: then we wipe it',
        },
        {
          what: 'Who opens the door for you: name, e-mail address and phone, as you enter them',
          why: 'To mail that person a link of their own to the door, and to tell them when something changes.',
          long: 'Until a month after the booking: then we erase them',
        },
        {
          what: 'Which e-mails we sent you, and whether they arrived',
          why: 'To know that you have been told.',
          long: 'As long as the booking that they are about',
        },
        {
          what: 'Which member of staff looked at your data, and when',
          why: 'To prevent abuse, and to be able to show you.',
          long: 'As long as we have your data. This is never changed or wiped.',
        },
      ],
    },
    who: {
      title: 'Who sees them',
      items: [
        'The managers of the hall that you book, and the contact centre when you call us. Each time they look, it is written down. You can see that yourself under My data.',
        'The representatives of the association for which you book.',
        'Mollie (paying) and the Flemish government (logging in): only what they need for it.',
        'Nobody else. We sell nothing, show no advertising, do not measure you, and decide nothing about you by computer alone, except whether a hall is free.',
      ],
      link: 'To My data',
    },
    cookies: {
      title: 'Cookies used here',
      lead: 'Only what is needed to make the website work. That is why we do not ask you to accept anything.',
      caption: 'The cookies of this website',
      columns: { name: 'Name', why: 'What for', long: 'For how long' },
      rows: [
        { name: '__Host-session', why: 'Remembers that you are logged in.', long: 'Until you log out, 12 hours at most' },
        { name: 'language', why: 'Remembers the language that you chose.', long: 'One year' },
        { name: 'saved', why: 'Remembers the halls that you save, until you log in.', long: 'A year' },
      ],
    },
    rights: {
      title: 'Your rights',
      body: 'You may see your data, take them with you, have them corrected or erased, and you may object. Seeing and taking can be done at once, under My data. For the rest: call {phone} or write to {email}. We answer within a month. What the law obliges us to keep, we cannot erase.',
    },
    contact: {
      title: 'Questions or a complaint?',
      body: (city) => `Ask for the data protection officer of the City of ${city}: call {phone} or write to {email}. If you are not satisfied with our answer, you can turn to the Flemish Supervisory Commission (Koning Albert II-laan 15, 1210 Brussels) or to the Data Protection Authority (Drukpersstraat 35, 1000 Brussels).`,
    },
  },
};
