/** Started by keep-running.test.ts: says that it is there, and stays until it is told to stop. */
process.once('SIGTERM', () => {
  console.log('goodbye');
  process.exit(0);
});
if (process.env['BROKEN']) throw new Error('no such luck');
console.log('ready to work');
setInterval(() => undefined, 60_000);
