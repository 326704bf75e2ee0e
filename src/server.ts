import { configOrExit, type Config } from './config.ts';
import { loadContract } from './contract/document.ts';
import { createApp, routesOf } from './http/app.ts';
import { listen } from './http/listen.ts';
import { createHub } from './live/hub.ts';
import { operationsOf } from './operations.ts';
import { hearWebhook } from './payments/webhook.ts';
import { hear } from './platform/hear.ts';
import { createServices } from './services.ts';
import { untilStopped } from './stopping.ts';
import { problemPage } from './web/problem-page.tsx';
import { webRoutes } from './web/router.ts';

const DRAIN_MS = 8_000;

const config = configOrExit(process.env);
const services = createServices(config, 'server');
const { log, db, clock, payments, login, doorKeys } = services;
const contract = await loadContract();
const web = { db, login, payments, doorKeys, clock, origin: config.publicUrl, city: config.city, mapTiles: config.mapTiles };
const hub = createHub({ clock });
const hearing = hear({ url: config.databaseUrl, channel: 'live', log, onWord: hub.hear, onListening: hub.listening, onLost: hub.lost });
const listening = await listen(config.port, log, (isDraining) => createApp({
  ...config, db, log, clock, contract, isDraining,
  operations: operationsOf(services),
  pages: routesOf(webRoutes(web)),
  problemPage: problemPage(web),
  live: hub,
  hearPayment: (id) => hearWebhook(db, id),
  formTargets: formTargets(config),
  imageOrigins: imageOrigins(config),
}).callback());
log.info({ port: listening.port, url: config.publicUrl }, 'server started');
await untilStopped(log, async () => {
  hub.close();
  await listening.drain(DRAIN_MS);
  await hearing.stop();
  await db.destroy();
});

/** A form of ours may end at the login, when logging out, and at the checkout. */
function formTargets({ login: { issuer }, mollie: { apiUrl } }: Config): string[] {
  return [new URL(issuer).origin, apiUrl === undefined ? 'https://*.mollie.com' : new URL(apiUrl).origin];
}

/** Tiles of this site need no leave; those of another one do. */
function imageOrigins({ mapTiles }: Config): string[] {
  return mapTiles && !mapTiles.url.startsWith('/') ? [new URL(mapTiles.url).origin] : [];
}
