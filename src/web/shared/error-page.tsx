import type { JSX } from 'preact';
import type { View } from '../view.ts';
import { Icon } from './icons.tsx';
import { Page } from './page.tsx';

interface ErrorPageProps {
  view: View;
  title: string;
  sentence: string;
  /** Whether the same thing may succeed when tried again. */
  retry: 'useful' | 'useless';
}

/** A page that says what went wrong and where to go from here. */
export function ErrorPage({ view, title, sentence, retry }: ErrorPageProps): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={title}>
      <div class="oz-wrap oz-narrow oz-stack oz-lost">
        <Icon name="door" />
        <h1 class="ds-heading" data-size="lg">
          {title}
        </h1>
        <p>{sentence}</p>
        <p class="oz-row">
          {retry === 'useful' && (
            <a class="ds-button" href={view.here}>
              {t.errors.tryAgain}
            </a>
          )}
          <a class="ds-button" data-variant={retry === 'useful' ? 'secondary' : undefined} href="/">
            {t.errors.home}
          </a>
          <a href="/zalen">{t.frame.search}</a>
        </p>
      </div>
    </Page>
  );
}
