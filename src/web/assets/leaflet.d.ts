declare module 'leaflet/dist/leaflet-src.esm.js' {
  export * from 'leaflet';
}
declare module '*.css?url' {
  const address: string;
  // oxlint-disable-next-line import/no-default-export -- as vite has it
  export default address;
}
