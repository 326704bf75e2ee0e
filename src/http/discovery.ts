import { Router } from '@koa/router';

const LINKSET = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';
const OPENAPI = 'application/yaml';

/** Where one finds out what there is: the API catalogue (RFC 9727) and the contract itself, the same for everybody. */
export function discovery(origin: string, contract: { source: string }): Router {
  const router = new Router();
  const catalogue = JSON.stringify({
    linkset: [{
      anchor: `${origin}/v1`,
      'service-desc': [{ href: `${origin}/openapi.yaml`, type: OPENAPI }],
      status: [{ href: `${origin}/health/ready`, type: 'application/json' }],
    }],
  });
  router.get('/.well-known/api-catalog', (ctx) => {
    ctx.set({ 'Cache-Control': 'public, max-age=3600', Link: `<${origin}/.well-known/api-catalog>; rel="api-catalog"`, 'Access-Control-Allow-Origin': '*' });
    ctx.set('Content-Type', LINKSET);
    ctx.body = catalogue;
  });
  router.get('/openapi.yaml', (ctx) => {
    ctx.set({ 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' });
    ctx.type = OPENAPI;
    ctx.body = contract.source;
  });
  return router;
}
