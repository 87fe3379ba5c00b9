/** The goal of a row: `most` or `least`. `rival` and `floor` are text for the table. */
export type Goal = { most?: number; least?: number; rival?: string; floor?: string };

/**
 * The goals, and the values of VS Code's own chat (Copilot 0.67.0 with a custom model) and the smallest possible
 * extension. Those were measured the same way on another day and machine load, so prefer ratios within one run. Floors
 * measured in this run are rows named `floor.*`.
 */
export const goals: Readonly<Record<string, Goal>> = {
  "activation.ratio": { most: 1.5, rival: "49", floor: "1" },
  "bundle.host.bytes": { most: 1_300_000, rival: "19,650,000" },
  "bundle.host.activation.bytes": { most: 200_000 },
  "bundle.webview.bytes": { most: 350_000 },
  "vsix.universal.bytes": { most: 3_000_000, rival: "7,300,000 (Cline)" },
  "memory.host.mb": { most: 10, rival: "+257", floor: "±10" },
  "memory.host.panel.mb": { most: 40 },
  "prompt.agent.bytes": { most: 12_000, rival: "71,566" },
  "prompt.ask.bytes": { most: 2500, rival: "34,895" },
  "requests.hidden": { most: 0, rival: "2–3", floor: "0" },
  "ask.first.ms": { most: 200, rival: "1,929" },
  "ask.next.ms": { most: 30, rival: "336" },
  "stream.firstPaint.ms": { most: 50, rival: "92", floor: "33" },
  "stream.lastPaint.ms": { most: 60, rival: "147,000", floor: "27" },
  "stream.longTasks.ms": { most: 500, rival: "123,000", floor: "91" },
  "stream.fps": { least: 55, rival: "14", floor: "59" },
  "stream.cpu.renderer.s": { most: 22, rival: "201", floor: "11" },
  "stream.cpu.host.s": { most: 5, rival: "14", floor: "3.3" },
  "panel.costRatio": { most: 1.2, rival: "> 5", floor: "1" },
  "panel.open2000.ms": { most: 300 },
  "checkpoint.ms": { most: 150 },
  "store.open5000.ms": { most: 200 },
  "store.500turns.mb": { most: 10 },
  "tool.step.ms": { most: 40, rival: "971–1,578" },
  "loop.prefixReuse.ratio": { least: 0.95, floor: "1" },
  "loop.prefixReuse.engine.ratio": { least: 0.95, floor: "1" },
  "policy.verdict.ms": { most: 2 },
  "command.firstOutput.ms": { most: 40 },
  "command.flood.cpu.s": { most: 3 },
  "agent.harmed": { most: 0 },
  "agent.finished.ideal": { least: 100 },
  "agent.finished": { least: 95 },
  "inline.large.last.ms": { most: 100 },
  "inline.large.cpu.host.s": { most: 5 },
  "inline.large.costRatio": { most: 1.2 },
  "edit.locate100k.exact.ms": { most: 3, rival: "45" },
  "edit.locate100k.drift.ms": { most: 10, rival: "394" },
  "edit.locate100k.refused.ms": { most: 30, rival: "458" },
  "edit.replaceAll.longLine.ms": { most: 60, floor: "0.56" },
  "edit.refused.repetitive.ms": { most: 60, floor: "3.5" },
  "edit.refused.hunk.ms": { most: 100 },
};

export type Verdict = "ok" | "ok ×" | "OVER";

/**
 * Whether a value meets its goal; undefined for a row without one. A slow machine takes longer for everything. There
 * "ok ×" means that the value is within the goal's multiple of the floor measured in the same run.
 */
export function verdict(name: string, value: number, floorHere: number | undefined): Verdict | undefined {
  const { most, least, floor } = goals[name] ?? {};
  if (least !== undefined) return value >= least ? "ok" : "OVER";
  if (most === undefined) return undefined;
  if (value <= most) return "ok";
  return value <= (most / Number(floor)) * (floorHere ?? NaN) ? "ok ×" : "OVER";
}
