import type { JSX } from 'preact';
import type { View } from '../view.ts';

export const Footer = ({ view: { t, city } }: { view: View }): JSX.Element => (
  <footer class="oz-footer">
    <div class="oz-wrap">
      <p>
        {t.frame.help(city.name)} <a href={`tel:${city.phone.replaceAll(' ', '')}`}>{city.phone}</a>.
      </p>
      <nav aria-label={t.frame.footerMenu}>
        <ul class="oz-plain">
          <li>
            <a href="/toegankelijkheid">{t.frame.accessibility}</a>
          </li>
          <li>
            <a href="/privacy">{t.frame.privacy}</a>
          </li>
        </ul>
      </nav>
    </div>
  </footer>
);
