import { expect } from 'chai';
import { SCHEMA_FAULTS } from '../src/contract/texts/schema-sentences.ts';
import { REFUSALS, RULES } from '../src/kernel/refusal.ts';
import { MAIL_TEXTS } from '../src/notifications/texts/mail-texts.ts';
import { en as refusalsEn } from '../src/contract/texts/refusals.en.ts';
import { fr as refusalsFr } from '../src/contract/texts/refusals.fr.ts';
import { nl as refusalsNl } from '../src/contract/texts/refusals.nl.ts';
import { en } from '../src/web/texts/en.ts';
import { fr } from '../src/web/texts/fr.ts';
import { nl } from '../src/web/texts/nl.ts';
import { isNode, lineOf, parsedSources, parsedText, visit, type Node, type Source } from './support/sources.ts';
import { usesIn } from './support/text-uses.ts';

/** Areas of which a text is looked up by a name worked out at run time (`t.price[sum]`), with the names that it can be. Each is checked to be so indeed. */
const LOOKED_UP: Readonly<Record<string, readonly string[]>> = {
  bookerKinds: Object.keys(nl.bookerKinds),
  price: ['due', 'total'],
};

/** Words that are the same in two languages. Keep it short: what is the same by haste does not belong here. */
const SAME: { readonly en: readonly string[]; readonly fr: readonly string[] } = {
  en: ['contact', 'school', 'partner', 'online', 'feedback', 'week', 'open', 'via', 'was', 'mail', 'klachten@vlaamseombudsdienst.be', 'privacy', 'status', 'mails', 'later', 'extra', 'per', 'alarm', 'gateway'],
  fr: ['contact', 'pers', 'via', 'klachten@vlaamseombudsdienst.be'],
};

/** Words in pages that are names, in every language. */
const NAMES = /^(?:Openzaal|NL|EN|FR|JSON|m²|km)$/;
/** Attributes of which somebody reads or hears the value. */
const SAID_ATTRIBUTES = new Set(['aria-label', 'aria-description', 'title', 'alt', 'placeholder', 'label', 'hint', 'legend', 'caption', 'lead']);

type Leaf = { path: string; value: unknown };

/** Every text with its way: a string, a function that says something, or a list. */
function leavesOf(texts: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) return [{ path: path.join('.'), value: texts }];
  return Object.entries(texts).flatMap(([name, value]) => leavesOf(value, [...path, name]));
}

const letters = (text: string): string => (text.match(/\p{L}{2,}/gu) ?? []).join(' ');

/** The words that a text says: of a function, those in its quotes; of a list, those of its items. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return letters(value) === '' ? '' : value;
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'object' ? leavesOf(one).map((leaf) => wordsOf(leaf.value)).join(' ') : wordsOf(one))).join(' ');
  if (typeof value !== 'function') return '';
  const quoted = String(value).match(/`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g) ?? [];
  return letters(quoted.map((text) => unescaped(text).replace(/\$\{[^}]*\}/g, ' ')).join(' '));
}

/** A function as text has its letters outside ASCII escaped. */
const unescaped = (text: string): string => text.replace(/\\x([0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})/g, (_all, two: string, four: string) => String.fromCharCode(Number.parseInt(two ?? four, 16)));

const dutch = { pages: nl, mails: MAIL_TEXTS.nl, refusals: refusalsNl };
const others = {
  en: { pages: en, mails: MAIL_TEXTS.en, refusals: refusalsEn },
  fr: { pages: fr, mails: MAIL_TEXTS.fr, refusals: refusalsFr },
};

describe('texts', function () {
  this.timeout(30_000);
  let sources: Source[];

  before(() => {
    sources = parsedSources('src', (file) => !file.includes('/texts/'));
  });

  describe('of the pages', () => {
    it('are used, each of them: what no page says is removed', () => {
      const uses = sources.filter(({ file }) => file.startsWith('src/web/')).flatMap((source) => usesIn(source, { names: ['t'], calls: ['textsIn'] }));
      const said = new Set(uses.map(({ path }) => path.join('.')));
      const isUsed = (path: string): boolean => {
        const steps = path.split('.');
        const above = steps.map((_step, index) => steps.slice(0, index + 1).join('.'));
        return above.some((way, index) => said.has(way) && index > 0) || [...said].some((way) => way.startsWith(`${path}.`)) || (LOOKED_UP[steps[0]!]?.includes(steps[1]!) ?? false);
      };
      const unused = leavesOf(nl).map(({ path }) => path).filter((path) => !isUsed(path));
      expect(unused, 'no page says these: remove them in all three languages').to.deep.equal([]);
      expect(leavesOf(nl).length).to.be.greaterThan(400);
    });

    it('are looked up by a name worked out at run time only in the areas that this names', () => {
      const uses = sources.filter(({ file }) => file.startsWith('src/web/')).flatMap((source) => usesIn(source, { names: ['t'], calls: ['textsIn'] }));
      const whole = uses.filter(({ path }) => path.length === 1 && path[0]! in nl && typeof nl[path[0] as keyof typeof nl] === 'object');
      const unexpected = whole.filter(({ path }) => !(path[0]! in LOOKED_UP)).map(({ path, file }) => `${file}: t.${path[0]}`);
      expect([...new Set(unexpected)], 'use t.area.key, or name the area and its keys in LOOKED_UP').to.deep.equal([]);
      expect(Object.keys(LOOKED_UP).filter((area) => !whole.some(({ path }) => path[0] === area)), 'in LOOKED_UP, but not looked up so').to.deep.equal([]);
    });

    it('stand in the tables and in no page itself, so that every reader gets them in their language', () => {
      const hard = sources.filter(({ file }) => file.endsWith('.tsx')).flatMap((source) => hardCoded(source).map(({ node, text }) => `${source.file}:${lineOf(source, node)} ${text}`));
      expect(hard, 'move these to src/web/texts/').to.deep.equal([]);
    });
  });

  it('are found by these checks wherever they are: the checks themselves are tried on a small page', () => {
    const page = parsedText(`
      const { t } = view;
      const text = t.hall;
      export const Small = ({ t: { price } }: View) => <p title="Zoek maar" class="oz-wrap">Hallo {one ? 'ja hoor' : t.bookings.statuses[status]} {text.plan(\`Zaal \${name}\`)} {price.total}</p>;`);
    expect(hardCoded(page).map((found) => found.text)).to.deep.equal(['Zoek maar', 'Hallo', 'ja hoor']);
    expect(usesIn(page, { names: ['t'], calls: ['textsIn'] }).map(({ path }) => path.join('.'))).to.have.members(['bookings.statuses', 'hall.plan', 'price.total']);
  });

  describe('of mails and refusals', () => {
    it('are used: each mail text somewhere in src/notifications', () => {
      const names = new Set<string>();
      for (const { program } of sources.filter(({ file }) => file.startsWith('src/notifications/'))) {
        visit(program, (node) => {
          const key = node.type === 'MemberExpression' ? node['property'] : node.type === 'Property' ? node['key'] : undefined;
          if (isNode(key) && typeof key['name'] === 'string') names.add(key['name']);
        });
      }
      const keys = [...Object.keys(MAIL_TEXTS.nl), ...Object.keys(MAIL_TEXTS.nl.labels)];
      expect(keys.filter((key) => !names.has(key))).to.deep.equal([]);
    });

    it('explain only what is refused somewhere: every code, rule and fault of a field', () => {
      const literals = new Set<string>();
      const elsewhere = sources.filter(({ file }) => file !== 'src/kernel/refusal.ts');
      for (const { file, program } of elsewhere) visit(program, (node, parent) => {
        // The table of statuses names every code: there only a code that is a value counts.
        if (file === 'src/http/problems.ts' && parent?.type === 'Property' && parent['key'] === node) return;
        if (file === 'src/http/problems.ts' && node.type === 'Property') return;
        if (node.type === 'Literal' && typeof node['value'] === 'string') literals.add(node['value']);
        if (node.type === 'Property' && isNode(node['key']) && typeof node['key']['name'] === 'string') literals.add(node['key']['name']);
      });
      expect([...REFUSALS, ...RULES, ...SCHEMA_FAULTS].filter((code) => !literals.has(code)), 'nothing refuses these').to.deep.equal([]);
    });

    it('say what staff read, in words, to whoever was read about', () => {
      const actions = new Set<string>();
      for (const { program } of sources) visit(program, (node) => {
        if (node.type !== 'CallExpression' || !isNode(node['callee']) || !['auditRead', 'auditLook'].includes(String(node['callee']['name']))) return;
        visit(node, (inner) => {
          if (inner.type !== 'Property' || !isNode(inner['key']) || inner['key']['name'] !== 'action' || !isNode(inner['value'])) return;
          literalsIn(inner['value']).forEach((action) => actions.add(action));
        });
      });
      expect([...actions]).to.include.members(['read', 'find-persons']);
      expect([...actions].filter((action) => !(action in nl.myData.actions)), 'add a sentence to myData.actions in src/web/texts/*/my-data.ts').to.deep.equal([]);
    });
  });

  describe('in three languages', () => {
    for (const language of ['en', 'fr'] as const) {
      it(`are translated into ${language}, and not copied from the Dutch`, () => {
        const theirs = new Map(leavesOf(others[language]).map(({ path, value }) => [path, wordsOf(value)]));
        const copied = leavesOf(dutch).map(({ path, value }) => ({ path, words: wordsOf(value) }))
          // A sentence about a field of a request is a function that chooses: its words are under other keys.
          .filter(({ path, words }) => words !== '' && path !== 'refusals.rules.schema' && theirs.get(path) === words && !SAME[language].includes(words.toLowerCase())).map(({ path, words }) => `${path}: ${words}`);
        expect(copied, `translate these, or if the word is the same, add it to SAME.${language}`).to.deep.equal([]);
        const all = new Set([...theirs.values()].map((words) => words.toLowerCase()));
        expect(SAME[language].filter((words) => !all.has(words)), 'in SAME, but said nowhere').to.deep.equal([]);
      });

      it(`say in ${language} what they say in Dutch: the same texts, none empty`, () => {
        const theirs = leavesOf(others[language]);
        expect(theirs.map(({ path }) => path).toSorted()).to.deep.equal(leavesOf(dutch).map(({ path }) => path).toSorted());
        expect(theirs.filter(({ value }) => typeof value === 'string' && value.trim() === '').map(({ path }) => path), 'says nothing').to.deep.equal([]);
      });
    }
  });
});

/** Words that stand in a page itself: between tags, in braces between tags, or in an attribute that is read out. */
function hardCoded({ program }: Source): { node: Node; text: string }[] {
  const found: { node: Node; text: string }[] = [];
  const note = (node: Node, text: string): void => {
    const words = text.trim();
    if (/\p{L}{2,}/u.test(words) && !NAMES.test(words)) found.push({ node, text: words });
  };
  visit(program, (node, parent) => {
    if (node.type === 'JSXText') note(node, String(node['value']));
    if (node.type === 'JSXExpressionContainer' && parent?.type !== 'JSXAttribute') literalsIn(node['expression']).forEach((text) => note(node, text));
    if (node.type === 'JSXAttribute' && isNode(node['name']) && SAID_ATTRIBUTES.has(String(node['name']['name'])) && isNode(node['value'])) {
      literalsIn(node['value'].type === 'JSXExpressionContainer' ? node['value']['expression'] : node['value']).forEach((text) => note(node, text));
    }
  });
  return found;
}

/** The texts that an expression itself can be: not those that it looks something up by. */
function literalsIn(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? [node['value']] : [];
  if (node.type === 'TemplateLiteral') return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
  if (node.type === 'ConditionalExpression') return [...literalsIn(node['consequent']), ...literalsIn(node['alternate'])];
  if (node.type === 'LogicalExpression') return literalsIn(node['right']);
  return [];
}
