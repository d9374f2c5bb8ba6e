import type { MiddlewareHandler } from 'hono';
import type { Config } from './config.ts';
import { styleSources } from './inline-style.ts';
import type { AppEnv } from './route.ts';

/**
 * Headers of every answer. The page may load nothing from other hosts, except a basemap the operator has
 * configured.
 */
export function securityHeaders(
  config: Pick<Config, 'BASEMAP_STYLE_URL' | 'PUBLIC_URL'>,
): MiddlewareHandler<AppEnv> {
  const basemap = config.BASEMAP_STYLE_URL ? ` ${new URL(config.BASEMAP_STYLE_URL).origin}` : '';
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "worker-src 'self' blob:",
    `img-src 'self' data: blob:${basemap}`,
    `connect-src 'self'${basemap}`,
    `font-src 'self'${basemap}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    // Only a page made for it may stand in a frame of another site, and it says so itself.
    const embeddable = headers.get('content-security-policy') === 'frame-ancestors *';
    // Style attributes in the text of a page are refused as well; scripts that position things are not, they need no text.
    const ancestors = embeddable ? '*' : "'none'";
    headers.set(
      'content-security-policy',
      `${policy}; style-src 'self'${styleSources()}; frame-ancestors ${ancestors}`,
    );
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'same-origin');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    // Only where the address is known to have TLS: elsewhere it would lock people out.
    if (config.PUBLIC_URL?.startsWith('https:')) headers.set('strict-transport-security', 'max-age=31536000');
    headers.set('permissions-policy', 'geolocation=(self), camera=(), microphone=()');
  };
}
