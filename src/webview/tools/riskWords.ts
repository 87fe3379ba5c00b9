import type { Risk } from "../../agent/transcript/turnEvent.ts";

/** What the card says about such a file: one sentence. */
export function riskWords(risk: Risk): string {
  switch (risk) {
    case "editor":
      return "The editor obeys this file, and it can run programs.";
    case "repository":
      return "Version control obeys this file, and it can run programs.";
    case "container":
      return "Development containers obey this file, and it can run programs.";
    case "ci":
      return "Continuous integration runs this file.";
    case "environment":
      return "Shells and tools read this file: it can run programs or hold secrets.";
    case "agent":
      return "Agents follow the instructions in this file.";
    case "program":
      return "Programs run this file, or what it names, by themselves.";
    case "secret":
      return "This file may hold secrets.";
    case "hidden":
      return "This file is hidden; programs may obey it.";
  }
}
