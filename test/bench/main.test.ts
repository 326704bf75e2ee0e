import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const bench = (...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> => new Promise((resolve) => {
  execFile(process.execPath, ['--import', 'tsx', 'bench/main.ts', ...words], { cwd: ROOT, timeout: 15_000 }, (error, stdout, stderr) =>
    resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }));
});

describe('npm run bench', () => {
  const wrongly: [words: string[], says: RegExp][] = [
    [[], /What is to be measured\?/],
    [['weather'], /no benchmark "weather"/],
    [['toString'], /no benchmark "toString"/],
    [['booking', '--size', 'village'], /--size must be city or country/],
    [['booking', '--size', 'country'], /on a city only/],
    [['booking', '--fast', 'now'], /Not understood: now --fast/],
  ];
  for (const [words, says] of wrongly) {
    it(`says what is wrong with "${words.join(' ')}" and what there is, apart from the figures`, async () => {
      const { code, stdout, stderr } = await bench(...words);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
      expect(stderr).to.match(says).and.to.match(/availability\|booking/);
    });
  }
});
