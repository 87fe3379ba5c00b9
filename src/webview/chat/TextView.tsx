import { useLayoutEffect, useRef } from "preact/hooks";
import { MarkdownPainter } from "../markdown/painter.ts";

/** Where a text stands in the conversation: the buttons of its code tell the host so. */
export type TextPlace = { turnId: string; item: number };

/** Markdown that may be growing. Its elements are the painter's; this only tells it the text. */
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
