/**
 * Keeps one line off the terminal: oidc-provider says, when it is loaded on Node 20, that it does not support that. It does its work
 * there, and in the sandbox that is all we ask. To be imported before it.
 */
const warn = console.warn;
console.warn = (...parts: unknown[]) => {
  if (!String(parts[0]).includes('Unsupported runtime')) warn(...parts);
};
