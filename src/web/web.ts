import type Router from '@koa/router';
import type { RouterMiddleware } from '@koa/router';
import type { DoorKeys } from '../access/door-keys.ts';
import type { RequestState } from '../contract/request-state.ts';
import type { Database } from '../platform/db.ts';
import type { LoginProvider } from '../identity/login.ts';
import type { PaymentProvider } from '../payments/payment-provider.ts';
import type { City, View } from './view.ts';

/** What the pages need from outside: handed in by whoever starts the server. */
export interface WebServices {
  db: Database;
  login: LoginProvider;
  payments: PaymentProvider;
  /** What opens sealed door codes. */
  doorKeys: Pick<DoorKeys, 'codes'>;
  clock: () => Date;
  /** Under which address visitors see us, without a slash at its end. */
  origin: string;
  city: City;
  /** What the map of the buildings shows under them; absent: only their neighbourhoods. */
  mapTiles?: MapTiles | undefined;
  /** Folder of the built assets. */
  assetsFolder?: string;
}

/** Pictures of the ground: an address with {z}, {x} and {y} in it, and who must be named. */
export interface MapTiles {
  url: string;
  attribution: string;
}

/** What a page finds in `ctx.state`: who asks, from the session, and what every part of a page needs, from us. */
export interface WebState extends RequestState {
  view: View;
}

export type Handler = RouterMiddleware<WebState>;
export type WebContext = Parameters<Handler>[0];
export type WebRouter = Router<WebState>;
