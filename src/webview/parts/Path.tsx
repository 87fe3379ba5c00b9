import { Signs } from "./Signs.tsx";

/** A path that wraps after slashes, not inside a name; characters that can't be seen are drawn. */
export function Path({ path }: { path: string }) {
  return path.split("/").flatMap((name, at) => {
    const shown = <Signs key={`n${at}`} text={name} oneLine />;
    return at === 0 ? [shown] : ["/", <wbr key={at} />, shown];
  });
}
