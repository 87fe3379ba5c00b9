import { useState } from "preact/hooks";
import { usePanel } from "./panel.ts";

/**
 * Whether the user opened or closed what folds at a place of the chat, such as "turn:item", and how to set it; undefined
 * if they did neither. The choice outlives a hidden and a reloaded view.
 */
export function useFold(place: string): [open: boolean | undefined, set: (open: boolean) => void] {
  const panel = usePanel();
  const [open, setOpen] = useState(() => panel.foldAt(place));
  const set = (next: boolean): void => {
    setOpen(next);
    panel.setFold(place, next);
  };
  return [open, set];
}
