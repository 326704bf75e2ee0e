/** As whom the site is known to the identity provider. */
export const CLIENT_ID = 'openzaal';
/** The name of Openzaal itself on the city's broker. */
export const CORE = 'core';
/** The one lock gateway of the demo city; its building's broker knows it by the same name. */
export const GATEWAY = 'stad';
/** The locks and their gateway on the building's broker. */
export const BUILDING = 'building';
