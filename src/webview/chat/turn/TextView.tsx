import { useLayoutEffect, useRef } from "preact/hooks";
import { MarkdownPainter } from "../../markdown/painter.ts";

/** A text's place in the conversation; its code buttons send it to the host. */
export type TextPlace = { turnId: string; item: number };

/** Markdown that may still grow. The painter owns the elements inside. */
export function TextView({ text, done, place }: { text: string; done: boolean; place: TextPlace }) {
  const root = useRef<HTMLDivElement>(null);
  const painter = useRef<MarkdownPainter | undefined>(undefined);
  useLayoutEffect(() => {
    if (!root.current) return;
    painter.current ??= new MarkdownPainter(root.current);
    painter.current.paint(text, done);
  }, [text, done]);
  useLayoutEffect(() => () => painter.current?.dispose(), []);
  return <div class="markdown" ref={root} data-turn={place.turnId} data-item={place.item} />;
}
