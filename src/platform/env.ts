export type Environment = Readonly<Record<string, string | undefined>>;

/** Every missing or malformed setting, one a line, none of their values: settings hold secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the configuration is not right:\n${problems.map((one) => `  ${one}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads one setting from its text; `undefined` says that it is not what it should be. */
export type Read<Value> = (text: string) => Value | undefined;

export interface Settings {
  /** A setting that must be there. `what` finishes the sentence "must be …". */
  required: <Value>(name: string, what: string, read: Read<Value>) => Value;
  /** A setting that has a value of its own when it is absent or empty. */
  optional: <Value, Otherwise>(name: string, what: string, read: Read<Value>, otherwise: Otherwise) => Value | Otherwise;
  /** Adds what settings that belong together have wrong: sentences that name them. */
  report: (...problems: readonly string[]) => void;
}

/** Reads all settings and then judges: throws a ConfigError that names everything that is wrong at once. */
export function readSettings<Config>(env: Environment, read: (settings: Settings) => Config): Config {
  const problems: string[] = [];
  const tried = <Value>(name: string, what: string, readOne: Read<Value>, text: string): Value => {
    const value = attempt(readOne, text);
    if (value === undefined) problems.push(`${name} must be ${what}`);
    return value as Value; // never seen when undefined: there is a problem then
  };
  const config = read({
    required(name, what, readOne) {
      const text = env[name] ?? '';
      if (text !== '') return tried(name, what, readOne, text);
      problems.push(`${name} is missing: it must be ${what}`);
      return undefined as never;
    },
    optional: (name, what, readOne, otherwise) => (env[name] ? tried(name, what, readOne, env[name]) : otherwise),
    report: (...more) => void problems.push(...more),
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function attempt<Value>(read: Read<Value>, text: string): Value | undefined {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}

export const text: Read<string> = (given) => given;

export const wholeNumber = (least: number, most: number): Read<number> => (given) =>
  /^\d{1,9}$/.test(given) && Number(given) >= least && Number(given) <= most ? Number(given) : undefined;

export const oneOf = <Word extends string>(...words: readonly Word[]): Read<Word> => (given) => words.find((word) => word === given);

/** A URL with one of these schemes (`https:`), spelled as it was given. */
export const url = (...schemes: readonly string[]): Read<string> => (given) =>
  URL.canParse(given) && schemes.includes(new URL(given).protocol) ? given : undefined;

/** True for an address of this machine itself. */
export const isLoopback = (given: string): boolean => {
  const { hostname } = new URL(given);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
};
