import type { Probe, Seen } from "../support/probe.ts";

/**
 * Runs inside a page or a webview and notes when texts come onto the screen, when frames begin, which tasks are long,
 * and when Enter is pressed. A text counts as painted at the end of the frame by which it stands in the document.
 */
const epoch = (time: number): number => performance.timeOrigin + time;

let texts: readonly string[] = [];
/** Texts that stand in the document and wait for the end of a frame, by their place in `texts`. */
let inDocument = new Set<number>();
let record: Seen = { paintedAt: [], framesAt: [], longTasks: [] };

new MutationObserver((changes) => {
  if (texts.every((_, at) => inDocument.has(at) || record.paintedAt[at] !== undefined)) return;
  for (const { target, addedNodes } of changes) {
    look(target instanceof CharacterData ? target.parentNode : undefined);
    for (const node of addedNodes) look(node instanceof CharacterData ? node.parentNode : node);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });

function look(node: Node | null | undefined): void {
  const content = node?.textContent;
  if (!content) return;
  for (const [at, text] of texts.entries()) if (content.includes(text)) inDocument.add(at);
}

// A message sent from a frame's callbacks is received when that frame is done: after style, layout and paint.
const afterFrame = new MessageChannel();
afterFrame.port1.onmessage = () => {
  for (const at of inDocument) record.paintedAt[at] ??= epoch(performance.now());
  inDocument.clear();
};
const frame = (time: number): void => {
  record.framesAt.push(epoch(time));
  afterFrame.port2.postMessage(undefined);
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) record.longTasks.push({ at: epoch(entry.startTime), ms: entry.duration });
}).observe({ type: "longtask" });

addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Enter") record.enterAt = epoch(event.timeStamp);
  },
  true,
);

const probe: Probe = {
  watch(wanted) {
    texts = wanted;
    inDocument = new Set();
    record = { paintedAt: wanted.map(() => undefined), framesAt: [], longTasks: [] };
  },
  seen: () => record,
};
Object.assign(globalThis, { benchProbe: probe });
