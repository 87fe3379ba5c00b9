/** A path that wraps after slashes, not inside a name. */
export function Path({ path }: { path: string }) {
  return path.split("/").flatMap((name, at) => (at === 0 ? [name] : ["/", <wbr key={at} />, name]));
}
