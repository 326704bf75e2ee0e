const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized Request',
  404: 'Not Found',
  422: 'Unprocessable Entity',
  503: 'Service Unavailable',
} as const;

/** An answer that is not a success, in the form Mollie gives it: status, title, detail and, for bad input, the field. */
export class MollieProblem extends Error {
  readonly status: keyof typeof TITLES;
  readonly field: string | undefined;

  constructor(status: keyof typeof TITLES, detail: string, field?: string) {
    super(detail);
    this.status = status;
    this.field = field;
  }

  toBody(): Record<string, unknown> {
    const documentation = { href: 'https://docs.mollie.com/reference/handling-errors', type: 'text/html' };
    return {
      status: this.status,
      title: TITLES[this.status],
      detail: this.message,
      ...(this.field && { field: this.field }),
      _links: { documentation },
    };
  }
}

export const invalid = (field: string, detail: string): MollieProblem => new MollieProblem(422, detail, field);
