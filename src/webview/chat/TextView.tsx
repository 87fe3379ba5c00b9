import { useLayoutEffect, useRef } from "preact/hooks";
import { MarkdownPainter } from "../markdown/painter.ts";

/** Markdown that may be growing. Its elements are the painter's; this only tells it the text. */
export function TextView({ text, done }: { text: string; done: boolean }) {
  const root = useRef<HTMLDivElement>(null);
  const painter = useRef<MarkdownPainter>();
  useLayoutEffect(() => {
    if (!root.current) return;
    painter.current ??= new MarkdownPainter(root.current);
    painter.current.paint(text, done);
  }, [text, done]);
  useLayoutEffect(() => () => painter.current?.dispose(), []);
  return <div class="markdown" ref={root} />;
}
