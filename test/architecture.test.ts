import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** From low to high: a folder of src/ imports from lower ranks only, never from its own. ARCHITECTURE.md shows the same. */
const RANKS = [
  ['kernel'], ['platform'], ['contract'], ['identity', 'catalogue'], ['pricing', 'availability'], ['search'], ['bookings', 'saved', 'watch'],
  ['payments', 'access', 'live', 'calendars', 'management', 'feedback'], ['notifications', 'occupancy', 'privacy'],
  ['desk'],
  ['http', 'web'],
];
const TOP = ['.ci', 'bench', 'deploy', 'docs', 'lock-gateway', 'migrations', 'sandbox', 'src', 'test'];

const rankOf = (folder: string): number => RANKS.findIndex((rank) => rank.includes(folder));

const sources = (folder: string): string[] => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file)).map((file) => join(folder, file));

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** What a file imports of ours, as paths from the root, types included. */
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)].map(([, path]) => normalize(join(dirname(file), path!)));

/** `src/bookings/store.ts` → `bookings`; a file directly in src/ has no folder. */
const folderOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];

describe('architecture', () => {
  it('gives every folder of src/ a rank, and ranks no folder that is not there', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(folders).to.have.members(RANKS.flat());
  });

  it('knows every folder at the top', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
      .filter((name) => !['.git', 'node_modules', 'build', '.openzaal'].includes(name));
    expect(TOP).to.include.members(folders);
  });

  it('imports only from lower ranks', () => {
    const wrong = sources('src').flatMap((file) => {
      const own = folderOf(file);
      if (own === undefined) return [];
      return importsOf(file).filter((target) => {
        const other = folderOf(target);
        if (!target.startsWith('src/')) return false;
        return other === undefined || (other !== own && rankOf(other) >= rankOf(own));
      }).map((target) => `${file} imports ${target}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('keeps the kernel free of everything but what it is made of', () => {
    const allowed = /^(node:crypto|temporal-polyfill|rrule|\.\/)/;
    const wrong = sources('src/kernel').flatMap((file) =>
      [...read(file).matchAll(/from '([^']+)'/g)].map(([, name]) => name!).filter((name) => !allowed.test(name)).map((name) => `${file}: ${name}`));
    expect(wrong).to.deep.equal([]);
  });

  it('keeps the lock gateway apart: it imports nothing of src/, and src/ only its protocol', () => {
    const inward = sources('lock-gateway').flatMap((file) => importsOf(file).filter((target) => !target.startsWith('lock-gateway/')));
    const outward = sources('src').flatMap((file) =>
      importsOf(file).filter((target) => target.startsWith('lock-gateway/') && !/^lock-gateway\/(protocol|envelope)[^/]*\.ts$/.test(target)));
    expect({ inward, outward }).to.deep.equal({ inward: [], outward: [] });
  });

  it('lets the product know nothing of its sandbox, tests and benchmarks', () => {
    const wrong = [...sources('src'), ...sources('lock-gateway')].flatMap((file) =>
      importsOf(file).filter((target) => /^(sandbox|test|bench)\//.test(target)).map((target) => `${file} imports ${target}`));
    expect(wrong).to.deep.equal([]);
  });

  it('lets only availability write claims', () => {
    const writing = /(?:insert\s+into|update|delete\s+from|copy|truncate)\s+(?:table\s+)?(?:only\s+)?"?claims\b|\(\s*['"`]claims['"`]\s*\)\s*\.(?:insert|update|delete|del|where)|into\(['"]claims/i;
    const writers = sources('src').filter((file) => writing.test(read(file)));
    expect(writers.filter((file) => !file.startsWith('src/availability/'))).to.deep.equal([]);
    expect(writers, 'the check itself must find the one that does').to.not.be.empty;
  });

  it('keeps each store to its own folder, but for the folders that say so', () => {
    const wrong = sources('src').flatMap((file) => importsOf(file)
      .filter((target) => /\/(store|rows|[a-z-]+-store)\.ts$/.test(target) && folderOf(target) !== folderOf(file))
      .map((target) => `${file} imports ${target}`));
    expect(wrong).to.deep.equal([]);
  });

  it('leaves no test that is skipped or alone', () => {
    const wrong = sources('test').filter((file) => file !== 'test/architecture.test.ts' && /\b(?:it|describe)\.(?:only|skip)\(/.test(read(file)));
    expect(wrong).to.deep.equal([]);
  });
});
