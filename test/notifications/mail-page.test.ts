import { createRequire } from 'node:module';
import { expect } from 'chai';
import { chromium } from 'playwright-core';
import { LANGUAGES } from '../../src/kernel/text.ts';
import { mailPage, type Frame } from '../../src/notifications/mail-page.tsx';
import { mailText } from '../../src/notifications/mail-text.ts';
import { BOOKING_TEMPLATES, type Words } from '../../src/notifications/mail.ts';
import { MAIL_TEXTS, type MailTexts, type Said, type SaidBooking } from '../../src/notifications/texts/mail-texts.ts';
import { findChromium, requireOrSkip } from '../support/tools.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core');

const booking: SaidBooking = {
  hall: 'Gele zaal', venue: 'Tweebronnen', when: 'donderdag', booker: 'Els', due: '€ 60', heldUntil: 'straks', reason: 'te luid',
  access: 'door-code', wasRequested: true, isFree: true, refund: { amount: '€ 30' }, contact: '016',
};

const before = { hall: 'Foyer', when: 'woensdag' };

/** Every text there is, in one language. */
const everything = (t: MailTexts): Said[] => [
  ...BOOKING_TEMPLATES.map((template) => t.booking[template](booking)),
  ...BOOKING_TEMPLATES.map((template) => t.booking[template]({ ...booking, reason: '', wasRequested: false, isFree: false, refund: 'nothing-back', access: 'key' })),
  ...(['requested', 'held', 'confirmed'] as const).flatMap((status) => ([undefined, 'same-code', 'new-code', 'first-code', 'key', 'staff'] as const).flatMap((door) => (['changed', 'same'] as const).map((place) =>
    t.moved(booking, { before, place, status, refund: door ? '€ 20' : '', door, reason: door ? 'te luid' : '' })))),
  ...(['door-code', 'key', 'staff'] as const).map((access) => t.reminder(booking, { access, shownFrom: 'straks', phone: '016' })),
  t.managerTold(booking, { kind: 'cancelled' }), t.managerTold(booking, { kind: 'moved', before }), t.paidOldPrice(booking, '€ 60'), t.paidOldPrice({ ...booking, isFree: false }, '€ 60'),
  ...[{ first: '016', otherwise: '' }, { first: '016', otherwise: '017' }].flatMap((help) => [
    ...(['refused-by-lock', 'opener-withdrawn', 'by-staff'] as const).map((why) => t.codeChanged(booking, help, why)), t.doorAtRisk['at-risk'](booking, help), t.doorAtRisk.fallback(booking, help),
  ]),
  ...['', 'now', 'straks'].flatMap((from) => [t.openerNamed(booking, from, { first: '016', otherwise: '' }), t.openerReminder(booking, from, { first: '016', otherwise: '017' }), t.openerMoved(booking, from)]),
  ...Object.values(t.openerEnded).map((say) => say(booking)), ...Object.values(t.openerAtRisk).map((say) => say(booking, { first: '016', otherwise: '017' })),
  t.openerCodeChanged(booking, { first: '016', otherwise: '' }), t.codeReadAloud(booking, 'straks', '016'),
  t.approvalAsked(booking), t.paidTooLate(booking, '€ 60'), t.paidTwice(booking, '€ 60'), t.refundDone(booking, '€ 60', 'deposit'), t.refundDone(booking, '€ 60', 'price'), t.refundFailed(booking, '€ 60'),
  t.invitation({ organisation: 'Harmonie', inviter: 'Jan', role: 'representative', until: 'straks' }), t.representativeConfirmed('Harmonie'),
  ...Object.values(t.alarms).flatMap((kind) => [t.alarm(kind, 'Zijdeur'), t.alarmEscalated(kind, 'Zijdeur'), t.alarmCleared(kind, 'Zijdeur')]),
  t.doorWithoutCode(booking, { first: '016', otherwise: '' }), t.doorWithoutCode(booking, { first: '016', otherwise: '017' }),
];

const frame: Frame = { language: 'nl', greeting: 'Beste Els,', closing: 'Met vriendelijke groeten', sender: 'Zalen van Stad Leuven', footer: 'Automatisch verstuurd.' };
const words: Words = {
  subject: 'Bevestigd: Gele zaal', lines: ['Uw reservatie is bevestigd.'], facts: [['Zaal', 'Gele zaal'], ['Wanneer', 'donderdag']],
  action: { label: 'Bekijk uw reservatie', url: 'https://zalen.leuven.example/reservaties/K7M-4QX' }, after: ['Tot dan.'],
};

describe('the text of a mail', () => {
  for (const language of LANGUAGES) {
    it(`is complete in ${language}`, () => {
      for (const said of everything(MAIL_TEXTS[language])) {
        const all = [said.subject, ...said.lines, said.action ?? '', ...(said.after ?? [])];
        expect(all.join('\n')).to.not.match(/undefined|\[object|NaN/);
        expect(said.subject).to.have.length.within(10, 120).and.not.match(/\.$/);
        expect(said.lines.every((line) => /[.?]$|: te luid$/.test(line)), said.lines.join('|')).to.equal(true);
      }
    });
  }

  it('says the same as the page, line by line', () => {
    const text = mailText(words, frame);
    expect(text).to.equal(
      'Beste Els,\n\nUw reservatie is bevestigd.\n\nZaal: Gele zaal\nWanneer: donderdag\n\nBekijk uw reservatie:\nhttps://zalen.leuven.example/reservaties/K7M-4QX\n\n'
      + 'Tot dan.\n\nMet vriendelijke groeten\nZalen van Stad Leuven\n\n-- \nAutomatisch verstuurd.\n');
  });
});

describe('the page of a mail', () => {
  it('escapes whatever people wrote', () => {
    const page = mailPage({ ...words, facts: [['Activiteit', '"><img src=x onerror=alert(1)>']] }, { ...frame, greeting: 'Beste <b>Els</b>,' });
    expect(page).to.not.contain('<img').and.not.contain('<b>');
  });

  it('fetches nothing and tells nobody that it was opened', () => {
    expect(mailPage(words, frame)).to.not.match(/<img|<link|<script|url\(|@import/);
  });

  it('has no barrier that axe knows of, and fits a narrow screen', async function () {
    this.timeout(60_000);
    const executablePath = requireOrSkip(this, 'Chromium', findChromium());
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
      await page.setContent(mailPage(words, frame));
      await page.addScriptTag({ path: AXE });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what axe answers in the page
      const { violations } = await page.evaluate('axe.run()') as { violations: { id: string }[] };
      expect(violations.map(({ id }) => id)).to.deep.equal([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(320);
    } finally {
      await browser.close();
    }
  });
});
