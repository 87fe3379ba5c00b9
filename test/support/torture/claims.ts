import type { Write } from "./diskWorkspace.ts";

/** What the victim says before and after its steps, one JSON value a line. */
export type Said =
  /** The state it found is right; the files are so now. */
  | { type: "checked"; files: Record<string, string>; lost: number }
  | { type: "wrong"; what: string }
  /** The message is safe: the model was asked. */
  | { type: "asked"; text: string }
  /** This is in the answer, and the turn has ended. */
  | { type: "answered"; text: string; words: string }
  /** The files that a call is about to change are kept, and its consent is stored. */
  | { type: "effect"; write: Write }
  | { type: "wrote"; write: Write }
  /** A restore, which is stored only once it is done. */
  | { type: "restoring"; write: Write }
  | { type: "did"; what: string };

/** What must be found after a kill. `files`: the states in which each file may be, as in `bytesSchema`. */
export type Claims = {
  asked: string[];
  answered: { text: string; words: string }[];
  effects: Write[];
  files: Record<string, string[]>;
  kills: number;
};

export const noClaims = (): Claims => ({ asked: [], answered: [], effects: [], files: {}, kills: 0 });

/** Takes up what the victim said. */
export function takeUp(claims: Claims, said: Said): void {
  switch (said.type) {
    case "asked":
      claims.asked.push(said.text);
      return;
    case "answered":
      claims.answered.push({ text: said.text, words: said.words });
      return;
    case "effect":
      claims.effects.push(said.write);
      claims.files[said.write.path] = [said.write.before, said.write.after];
      return;
    case "restoring":
      claims.files[said.write.path] = [said.write.before, said.write.after];
      return;
    case "wrote":
      claims.files[said.write.path] = [said.write.after];
      return;
    case "checked":
      for (const [path, state] of Object.entries(said.files)) claims.files[path] = [state];
      return;
    case "wrong":
    case "did":
      return;
  }
}
