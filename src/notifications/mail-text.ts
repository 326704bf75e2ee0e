import type { Words } from './mail.ts';
import type { Frame } from './mail-page.tsx';

/** The same mail as plain text, for programs and people that read no markup. */
export function mailText(words: Words, frame: Frame): string {
  const facts = words.facts?.map(([name, value]) => `${name}: ${value}`).join('\n');
  const action = words.action && `${words.action.label}:\n${words.action.url}`;
  const parts = [frame.greeting, ...words.lines, facts, action, ...(words.after ?? []), `${frame.closing}\n${frame.sender}`, `-- \n${frame.footer}`];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}
