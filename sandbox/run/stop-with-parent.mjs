// Preloaded into the processes of the sandbox, so that none outlives whoever started it, not even one that was killed (kill -9):
// the channel between the two closes then, and this process stops as it does on SIGTERM.
const PATIENCE_MS = 12_000;

const stop = () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
};

if (process.connected) {
  process.once('disconnect', stop);
  // Listening alone must not keep a process alive that is done.
  process.channel?.unref();
} else stop();
