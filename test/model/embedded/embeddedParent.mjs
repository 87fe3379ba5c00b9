// A parent of the engine's process that can be killed: it loads a model, asks for a long answer and tells the engine's
// process id once the answer runs.
import { fork } from "node:child_process";

const [childPath = "", file = ""] = process.argv.slice(2);
const child = fork(childPath, [], { execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
child.on("message", (message) => {
  const type = typeof message === "object" && "type" in message ? message.type : undefined;
  if (type === "ready") child.send({ type: "load", file, contextTokens: 2048, fullCache: true, sequences: 1 });
  else if (type === "loaded") child.send(question);
  else if (type === "text") process.send?.(child.pid);
});
const question = {
  type: "ask",
  id: 1,
  prompt: [{ kind: "text", text: "1 2 3 4 5 6 7 8 9 10 11 12" }],
  sampling: { temperature: 0, topP: 1, topK: 1 },
  maxTokens: 1900,
  stop: [],
  endMarkers: [],
};
