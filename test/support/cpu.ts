/** Milliseconds of processor that a piece of work takes: what else the machine does hardly changes them. */
export function cpuMs(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
