import { Signs } from "./Signs.tsx";

/** A path that wraps after slashes, not inside a name; characters that can't be seen are drawn. */
export function Path({ path }: { path: string }) {
  return path.split("/").flatMap((name, at) => {
    // Each name by itself: letters from right to left would change the order of the others.
    const shown = (
      <span key={`n${at}`} class="path-name">
        <Signs text={name} oneLine />
      </span>
    );
    return at === 0 ? [shown] : ["/", <wbr key={at} />, shown];
  });
}
