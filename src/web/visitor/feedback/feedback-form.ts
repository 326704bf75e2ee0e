import { CATEGORIES, LONGEST_TEXT, type Feedback, type FeedbackCategory } from '../../../feedback/feedback.ts';
import type { FeedbackAsk } from '../../../feedback/give-feedback.ts';
import { MOST_BYTES, MOST_PHOTOS, readPhoto, type Photo } from '../../../feedback/photo.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import type { Texts } from '../../texts/nl.ts';
import type { Upload } from '../../upload.ts';

export const FEEDBACK_FIELD = { stars: 'sterren', category: 'waarover', text: 'tekst', photos: 'foto', without: 'zonder', version: 'versie' } as const;
export const UPLOAD_LIMITS = { files: MOST_PHOTOS, bytes: MOST_BYTES };

/** What somebody filled in, as typed. */
export interface FeedbackForm {
  stars: string;
  category: FeedbackCategory;
  text: string;
  without: readonly string[];
  version: string;
}

/** The form as it is before anybody typed: empty, or what was said before. */
export const formFrom = (feedback: Feedback | undefined): FeedbackForm => ({
  stars: feedback ? String(feedback.stars) : '', category: feedback?.category ?? 'other', text: feedback?.text ?? '', without: [], version: String(feedback?.version ?? 0),
});

export const readFeedbackForm = (fields: URLSearchParams): FeedbackForm => ({
  stars: fieldOf(fields, FEEDBACK_FIELD.stars),
  category: CATEGORIES.find((one) => one === fieldOf(fields, FEEDBACK_FIELD.category)) ?? 'other',
  text: fieldOf(fields, FEEDBACK_FIELD.text).replaceAll('\r\n', '\n'),
  without: fields.getAll(FEEDBACK_FIELD.without),
  version: fieldOf(fields, FEEDBACK_FIELD.version),
});

/** What the form asks for, or everything that is wrong with how it was filled in. */
export function feedbackAsk(form: FeedbackForm, upload: Upload, before: Feedback | undefined, t: Texts): FeedbackAsk | FieldError[] {
  const photos: Photo[] = [];
  const errors: FieldError[] = [
    ...(/^[1-5]$/.test(form.stars) ? [] : [{ name: `${FEEDBACK_FIELD.stars}-5`, text: t.feedback.starsRequired }]),
    ...(form.text.length > LONGEST_TEXT ? [{ name: FEEDBACK_FIELD.text, text: t.book.tooLong(LONGEST_TEXT) }] : []),
  ];
  const wrong = (text: string): void => void errors.push({ name: FEEDBACK_FIELD.photos, text });
  for (const { name, content, size } of upload.files) {
    const photo = size === 'too-large' ? size : readPhoto(content);
    if (typeof photo === 'string') wrong(t.feedback.photoProblems[photo](name.slice(0, 60)));
    else photos.push(photo);
  }
  const kept = before?.photos.filter(({ id }) => !form.without.includes(id)).length ?? 0;
  if (upload.count === 'too-many' || kept + photos.length > MOST_PHOTOS) wrong(t.feedback.tooManyPhotos(MOST_PHOTOS));
  if (errors.length > 0) return errors;
  const expectedVersion = /^\d{1,6}$/.test(form.version) ? { expectedVersion: Number(form.version) } : {};
  return { stars: Number(form.stars), category: form.category, text: form.text, photos, without: form.without, ...expectedVersion };
}
