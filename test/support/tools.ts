import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Context } from 'mocha';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
/** Debian keeps servers out of an ordinary user's PATH. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

/** The program of a browser to test pages in; the variable CHROMIUM goes before the usual places. */
export const findChromium = (): string | undefined => find([process.env['CHROMIUM'], ...CHROMIUM.flatMap(onPath), MAC_CHROME]);

/** The program of a real MQTT broker; the variable MOSQUITTO goes before the usual places. */
export const findMosquitto = (): string | undefined =>
  find([process.env['MOSQUITTO'], ...SERVER_FOLDERS.map((folder) => join(folder, 'mosquitto')), ...onPath('mosquitto')]);

/** Where packages put Mosquitto's plugins. */
const PLUGIN_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/lib64', '/usr/local/lib', '/opt/homebrew/lib'];

/** Mosquitto's dynamic security plugin; the variable MOSQUITTO_DYNAMIC_SECURITY goes before the usual places. */
export const findDynamicSecurity = (): string | undefined =>
  [process.env['MOSQUITTO_DYNAMIC_SECURITY'], ...PLUGIN_FOLDERS.map((folder) => join(folder, 'mosquitto_dynamic_security.so'))].find((path) => path !== undefined && existsSync(path));

/** Signs certificates. */
export const findOpenssl = (): string | undefined => find(onPath('openssl'));

/**
 * Answers a tool that tests need. Without it they are skipped, visibly, on a developer's machine; where CI is set they fail, so that
 * nothing goes untested unnoticed. For a `before` hook: `chromium = requireOrSkip(this, 'Chromium', findChromium())`.
 */
export function requireOrSkip<Tool>(hook: Context, what: string, tool: Tool | undefined): Tool {
  if (tool !== undefined) return tool;
  if (process.env['CI']) throw new Error(`${what} is not installed, and with CI set nothing may be skipped`);
  console.warn(`      skipped: ${what} is not installed`);
  return hook.skip();
}

const onPath = (name: string): string[] => [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/bin'].map((folder) => join(folder, name));

const find = (candidates: readonly (string | undefined)[]): string | undefined =>
  candidates.find((path) => path !== undefined && path !== '' && isProgram(path));

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
