import type { ComponentChildren, InputHTMLAttributes, JSX } from 'preact';

export interface FieldError {
  /** The name of the form field. */
  name: string;
  text: string;
}

interface FieldProps {
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

/** Says to a screen reader what a field is described by: its hint, and what is wrong with it. */
function described({ name, hint, error }: FieldProps): { 'aria-describedby'?: string; 'aria-invalid'?: 'true' } {
  const ids = [hint && `${name}-uitleg`, error && `${name}-fout`].filter(Boolean).join(' ');
  return { ...(ids ? { 'aria-describedby': ids } : {}), ...(error ? { 'aria-invalid': 'true' } : {}) };
}

const Frame = (props: FieldProps & { children: ComponentChildren }): JSX.Element => (
  <div class="ds-field">
    <label class="ds-label" for={props.name}>
      {props.label}
    </label>
    {props.hint && (
      <div data-field="description" id={`${props.name}-uitleg`} class="oz-small">
        {props.hint}
      </div>
    )}
    {props.children}
    {props.error && (
      <p class="ds-validation-message" id={`${props.name}-fout`}>
        {props.error}
      </p>
    )}
  </div>
);

interface InputProps extends FieldProps {
  type: 'text' | 'search' | 'date' | 'email' | 'tel' | 'number';
  value: string;
  inputMode?: 'numeric' | 'decimal';
  placeholder?: string;
  autocomplete?: 'off' | 'email' | 'given-name' | 'family-name' | 'tel' | 'organization';
  required?: true;
  maxLength?: number;
  min?: string;
  max?: string;
}

/** A field of one line with its label, hint and error. */
export function Input({ label, hint, error, ...input }: InputProps): JSX.Element {
  const frame = { name: input.name, label, hint, error };
  return (
    <Frame {...frame}>
      <input class="ds-input" id={frame.name} {...described(frame)} {...(input as InputHTMLAttributes<HTMLInputElement>)} />
    </Frame>
  );
}

export function TextArea({ label, hint, error, value, ...area }: FieldProps & { value: string; rows?: number; maxLength?: number }): JSX.Element {
  const frame = { name: area.name, label, hint, error };
  return (
    <Frame {...frame}>
      <textarea class="ds-input" id={area.name} {...described(frame)} {...area}>
        {value}
      </textarea>
    </Frame>
  );
}

export interface Option {
  value: string;
  text: string;
  /** Of the text, where it is not that of the page (WCAG 3.1.2). */
  lang?: string;
}

export function Select({ options, value, ...field }: FieldProps & { options: readonly Option[]; value: string }): JSX.Element {
  return (
    <Frame {...field}>
      <select class="ds-input" id={field.name} name={field.name} {...described(field)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </Frame>
  );
}

interface BoxProps {
  kind: 'checkbox' | 'radio';
  name: string;
  value: string;
  checked: boolean;
  label: ComponentChildren;
  hint?: string | undefined;
  error?: string | undefined;
}

/** One box to tick, or one of several to choose from. */
export function Box({ kind, name, value, checked, label, hint, error }: BoxProps): JSX.Element {
  const id = `${name}-${value}`;
  return (
    <div class="ds-field">
      <input
        class="ds-input"
        type={kind}
        id={id}
        name={name}
        value={value}
        checked={checked}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${id}-fout` : undefined}
      />
      <label class="ds-label" for={id}>
        {label}
      </label>
      {hint && (
        <div data-field="description" class="oz-small">
          {hint}
        </div>
      )}
      {error && (
        <p class="ds-validation-message" id={`${id}-fout`}>
          {error}
        </p>
      )}
    </div>
  );
}

/** A question with several boxes as its answers. */
export const Choices = ({ legend, children }: { legend: string; children: ComponentChildren }): JSX.Element => (
  <fieldset class="ds-fieldset">
    <legend class="ds-label">{legend}</legend>
    <div class="oz-choices">{children}</div>
  </fieldset>
);

/** Everything that is wrong with a form, in front of it, each with a way to its field (WCAG 3.3.1). */
export function ErrorSummary({ title, errors }: { title: string; errors: readonly FieldError[] }): JSX.Element | null {
  if (errors.length === 0) return null;
  return (
    <div class="ds-error-summary" role="alert" aria-labelledby="fouten">
      <h2 class="ds-heading" data-size="2xs" id="fouten">
        {title}
      </h2>
      <ul class="ds-list">
        {errors.map(({ name, text }) => (
          <li key={name + text}>
            <a class="ds-link" href={`#${name}`}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is wrong with one field of a form. */
export const errorAt = (errors: readonly FieldError[], name: string): string | undefined => errors.find((error) => error.name === name)?.text;
