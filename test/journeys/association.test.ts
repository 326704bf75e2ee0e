import { expect } from 'chai';
import { costsMoney } from '../../sandbox/demo/search.ts';
import { newVisitor } from '../../sandbox/demo/visitor.ts';
import { waitUntil } from '../../sandbox/demo/wait-until.ts';
import { personaByKey } from '../../sandbox/personas.ts';
import { freeHalls, wishOf } from './halls.ts';
import { PHONE, useStage } from './stage.ts';
import { acceptTerms, button, chooseWho, expectReadable, linkTo, logIn, SETTLED_MS, wishQuery } from './steps.ts';

const NAME = 'Buurtcomité Vaartkom';
const ACTIVITY = 'Buurtvergadering';

interface Mail {
  subject: string;
  text: string;
}

describe('an association without a number', function () {
  this.timeout(150_000);
  const stage = useStage();

  /** The address in the newest mail to somebody that leads to such a page. */
  const linkFromMail = async (to: string, path: string): Promise<string> => {
    const pattern = new RegExp(`${stage.urls.site}${path}\\S+`);
    const mails = async (): Promise<Mail[]> => {
      const answer = await fetch(`${stage.urls.mail}/api/messages?to=${encodeURIComponent(to)}`, { signal: AbortSignal.timeout(10_000) });
      return ((await answer.json()) as { items: Mail[] }).items;
    };
    const found = await waitUntil(`a mail to ${to}`, SETTLED_MS, mails, (all) => all.some(({ text }) => pattern.test(text)));
    return found.map(({ text }) => pattern.exec(text)?.[0]).find((address) => address !== undefined) ?? '';
  };

  it('is entered by the contact centre, invites a member by mail, and the member books for it', async () => {
    const { site } = stage.urls;
    const karim = await stage.open();
    await logIn(karim, site, 'karim', '/');
    await linkTo(karim, 'Contactcentrum').click();
    await karim.waitForURL(`${site}/kcc`);
    await expectReadable(karim);
    await karim.getByLabel('Wie belt er?').fill(NAME);
    await karim.locator(`#gevonden[data-for="${NAME}"]`).waitFor();
    await linkTo(karim, 'Nieuwe organisatie').click();
    expect(await karim.getByLabel('Naam', { exact: true }).inputValue()).to.equal(NAME);
    await karim.getByLabel('KBO-nummer').fill('123');
    await button(karim, 'Registreren').click();
    await karim.locator('.ds-error-summary').waitFor();
    await karim.getByLabel('KBO-nummer').fill('');
    await karim.getByLabel('Soort').selectOption({ label: 'Vereniging' });
    await karim.getByLabel('Gemeente').fill('Leuven');
    await button(karim, 'Registreren').click();
    await karim.waitForURL('**gelukt=geregistreerd**');
    await karim.getByLabel('Zoek de persoon op naam, e-mailadres of telefoon').fill('pieter maes');
    await karim.locator('#vertegenwoordiger').getByRole('button', { name: 'Zoek' }).click();
    await karim.waitForURL('**persoon=pieter**');
    await expectReadable(karim);
    await karim.getByRole('listitem').filter({ hasText: 'pieter.maes@example.com' }).getByRole('button', { name: 'Bevestigen' }).click();
    await karim.waitForURL('**gelukt=bevestigd**');

    const pieter = await stage.open(PHONE);
    await logIn(pieter, site, 'pieter', '/organisaties');
    await expectReadable(pieter);
    await linkTo(pieter, NAME).click();
    await expectReadable(pieter);
    await pieter.getByLabel('E-mailadres').fill('els.peeters');
    await button(pieter, 'Uitnodiging versturen').click();
    await pieter.getByText('Vul een e-mailadres in, bijvoorbeeld an@vereniging.be.').first().waitFor();
    await pieter.getByLabel('E-mailadres').fill(personaByKey('els')!.email);
    await button(pieter, 'Uitnodiging versturen').click();
    await pieter.waitForURL('**gelukt=uitgenodigd');

    const els = await stage.open(PHONE);
    await els.goto(await linkFromMail(personaByKey('els')!.email, '/organisaties/uitnodiging/'));
    await expectReadable(els);
    expect(await els.locator('main').innerText()).to.contain(NAME).and.contain('als lid');
    await linkTo(els, 'Aanmelden en verder').click();
    await chooseWho(els, 'els');
    await button(els, 'Aanvaarden').click();
    await els.getByText('U bent nu lid.').waitFor();
    await expectReadable(els);

    const [hit] = await freeHalls(newVisitor(site, 'anybody'), { hours: 2, fromDay: 6, untilDay: 12, persons: 10, more: { instant: 'true' } }, costsMoney);
    const wish = wishOf(hit, 10);
    await els.goto(`${site}/zalen/${wish.slug}/reserveren?${wishQuery(wish)}`);
    await els.getByLabel('Wat gaat u doen?').fill(ACTIVITY);
    await els.getByLabel(NAME).check();
    await els.locator('section', { has: els.getByRole('heading', { name: 'Voor wie?' }) }).getByRole('button', { name: 'Prijs opnieuw berekenen' }).click();
    await els.waitForURL(`${site}/zalen/*/reserveren?**`);
    await expectReadable(els);
    expect(await els.getByLabel(NAME).isChecked()).to.equal(true);
    expect(await els.getByLabel('Wat gaat u doen?').inputValue()).to.equal(ACTIVITY);
    await acceptTerms(els);
    await button(els, /^Reserveren( en betalen)?$/).click();
    await els.waitForURL('**/reservaties/*');
    expect(await els.locator('main').innerText()).to.contain(`voor ${NAME}`);

    await pieter.goto(`${site}/reservaties`);
    expect(await pieter.getByRole('article').filter({ hasText: ACTIVITY }).innerText()).to.contain(`voor ${NAME}`);
  });
});
