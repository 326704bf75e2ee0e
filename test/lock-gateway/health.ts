import type { Health } from '../../lock-gateway/health.ts';
import type { GatewayProcess } from './stage.ts';

/** Where a gateway that was started with HEALTH_PORT 0 tells how it is. */
export function healthUrl(gateway: GatewayProcess): string {
  const port = [...gateway.log().matchAll(/"healthPort":(\d+)/g)].at(-1)?.[1];
  if (port === undefined) throw new Error('the gateway has not said where it tells how it is');
  return `http://127.0.0.1:${port}`;
}

/** How it is; a gateway with a line down says so too. */
export const healthOf = async (gateway: GatewayProcess): Promise<Health> => (await (await fetch(`${healthUrl(gateway)}/health`)).json()) as Health;
