/** A path that a narrow panel breaks behind its slashes rather than inside a name. */
export function Path({ path }: { path: string }) {
  return path.split("/").flatMap((name, at) => (at === 0 ? [name] : ["/", <wbr key={at} />, name]));
}
