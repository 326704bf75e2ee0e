import type { CityPorts } from './city-ports.ts';

/** Where the parts of a city are. Known before any of them runs, so that none waits for another to learn it. */
export interface Addresses {
  /** The pages of Openzaal, and its API. By this name and no other: its cookies and the login are bound to it. */
  readonly site: string;
  /** Every mail that was sent. */
  readonly mail: string;
  readonly smtp: string;
  /** The keypads of the simulated locks. */
  readonly locks: string;
  readonly mollie: string;
  readonly mollieApi: string;
  readonly identity: string;
  /** Where the lock gateway says how it is. */
  readonly gateway: string;
  readonly cityBroker: string;
  readonly buildingBroker: string;
}

const http = (port: number): string => `http://127.0.0.1:${port}`;

export function addressesOf(ports: CityPorts): Addresses {
  return {
    site: `http://localhost:${ports.site}`,
    mail: http(ports.mail),
    smtp: `smtp://127.0.0.1:${ports.smtp}`,
    locks: http(ports.locks),
    mollie: http(ports.mollie),
    mollieApi: `${http(ports.mollie)}/v2/`,
    identity: http(ports.identity),
    gateway: http(ports.gatewayHealth),
    cityBroker: `mqtt://127.0.0.1:${ports.cityBroker}`,
    buildingBroker: `mqtt://127.0.0.1:${ports.buildingBroker}`,
  };
}
