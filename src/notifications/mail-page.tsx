import { renderToString } from 'preact-render-to-string';
import type { Language } from '../kernel/text.ts';
import type { Words } from './mail.ts';

/** The parts of a mail around what it says. */
export interface Frame {
  language: Language;
  greeting: string;
  closing: string;
  sender: string;
  footer: string;
}

const STYLE = {
  body: 'margin:0;padding:24px 12px;background:#f3f5f4;color:#1c2b28;font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif',
  sheet: 'max-width:600px;margin:0 auto;padding:28px 28px 20px;background:#ffffff;border:1px solid #d5dcda;border-radius:8px',
  heading: 'margin:0 0 20px;font-size:23px;line-height:1.3;color:#12403a',
  list: 'width:100%;margin:20px 0;border-collapse:collapse',
  name: 'padding:8px 16px 8px 0;border-bottom:1px solid #e2e7e5;text-align:left;vertical-align:top;font-weight:600;width:1%;min-width:104px',
  value: 'padding:8px 0;border-bottom:1px solid #e2e7e5;vertical-align:top;overflow-wrap:anywhere',
  button: 'display:inline-block;padding:13px 24px;background:#0f5c52;color:#ffffff;border-radius:6px;font-weight:600;text-decoration:none',
  footer: 'max-width:600px;margin:16px auto 0;padding:0 28px;color:#4b5a57;font-size:15px',
};

/** A mail as a page: one column, a real heading, the facts as a table with row headers, a button that is a link. Everything is escaped. */
export const mailPage = (words: Words, frame: Frame): string => `<!doctype html>${renderToString(<Page words={words} frame={frame} />)}`;

const Page = ({ words, frame }: { words: Words; frame: Frame }) => (
  <html lang={frame.language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light" />
      <title>{words.subject}</title>
    </head>
    <body style={STYLE.body}>
      <main style={STYLE.sheet}>
        <h1 style={STYLE.heading}>{words.subject}</h1>
        <p>{frame.greeting}</p>
        {words.lines.map((line) => <p key={line}>{line}</p>)}
        {words.facts && <Facts facts={words.facts} />}
        {words.action && <p style="margin:28px 0"><a href={words.action.url} style={STYLE.button}>{words.action.label}</a></p>}
        {words.after?.map((line) => <p key={line}>{line}</p>)}
        <p>{frame.closing}<br />{frame.sender}</p>
      </main>
      <footer style={STYLE.footer}><p>{frame.footer}</p></footer>
    </body>
  </html>
);

const Facts = ({ facts }: { facts: NonNullable<Words['facts']> }) => (
  <table style={STYLE.list}>
    <tbody>
      {facts.map(([name, value]) => <tr key={name}><th scope="row" style={STYLE.name}>{name}</th><td style={STYLE.value}>{value}</td></tr>)}
    </tbody>
  </table>
);
