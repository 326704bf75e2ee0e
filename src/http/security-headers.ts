import type { Middleware } from 'koa';

export interface SecurityOptions {
  secure: boolean;
  /** Origins besides ours to which a form may lead: the payment provider's checkout, the login. */
  formTargets: readonly string[];
  /** Origins besides ours from which pictures may come: the tiles of the map. */
  imageOrigins?: readonly string[] | undefined;
}

const ONE_YEAR = 31_536_000;

/**
 * What a browser may do with our answers: run our own scripts and styles only, and show us in nobody's frame. `form-action` also
 * governs where a form's answer redirects, so the checkout is named there.
 */
export const securityHeaders = ({ secure, formTargets, imageOrigins = [] }: SecurityOptions): Middleware => {
  const policy = [
    `default-src 'none'`, `script-src 'self'`, `style-src 'self'`, `img-src ${["'self'", 'data:', ...imageOrigins].join(' ')}`, `font-src 'self'`, `connect-src 'self'`,
    `manifest-src 'self'`, `base-uri 'none'`, `frame-ancestors 'none'`, `form-action ${["'self'", ...formTargets].join(' ')}`,
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
  const headers = {
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), payment=(), usb=(), geolocation=(self)',
    'Cache-Control': 'no-store',
    ...(secure ? { 'Strict-Transport-Security': `max-age=${ONE_YEAR}; includeSubDomains` } : {}),
  };
  return (ctx, next) => {
    ctx.set(headers);
    return next();
  };
};
