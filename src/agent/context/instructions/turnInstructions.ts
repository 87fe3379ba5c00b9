import type { InstructionFiles } from "../../ports/instructionFiles.ts";
import { type Transcript, turnsOf } from "../../transcript/transcript.ts";
import { type Attachment, type InstructionFile, MOST_INSTRUCTIONS } from "../../transcript/turnEvent.ts";
import { toldTurns } from "../told.ts";
import { type FrontMatter, frontMatter } from "./frontMatter.ts";
import { skillList } from "./skills.ts";
import { appliesTo, isForAll, nestedPaths, rootNames, rootOf } from "./instructionPaths.ts";

/** The most characters of one file, and of all instructions of a chat: about 3,000 and 5,000 tokens. */
const MOST_OF_FILE = 10_000;
const MOST_OF_CHAT = 16_000;
/** The fraction of a model's window that instructions may take, and its characters per token. */
const WINDOW_SHARE = 1 / 6;
const CHARACTERS = 3.3;
/** Files with `applyTo`, and the most that are looked at. */
const SCOPED = ".github/instructions/**/*.instructions.md";
const MOST_SCOPED = 100;

/** Stands for the list of skills, which is no file. */
const SKILLS = "Skills";

type Found = { path: string; text: string };
type Scoped = Found & { matter: FrontMatter };

/** What instruction files a turn joins to its chat, each once, and again if it changed before a question. */
export class TurnInstructions {
  readonly #files: InstructionFiles;
  readonly #looked = new Set<string>();
  readonly #faults: string[] = [];
  #scoped: Promise<readonly Scoped[]> | undefined;

  constructor(files: InstructionFiles) {
    this.#files = files;
  }

  /**
   * Files to tell with a question: those of whole workspace folders, those for attached files, and changes of the ones
   * that were told before. `withTools`: whether the model can read files, so that skills are of use. `window`: the
   * model's window in tokens, if known.
   */
  async ofQuestion(
    transcript: Transcript,
    chips: readonly Attachment[],
    withTools: boolean,
    window: number | undefined,
  ): Promise<InstructionFile[]> {
    if (this.#files.roots().length === 0) return [];
    const known = knownIn(transcript);
    const attached = chips.flatMap(({ path }) => path ?? []);
    const paths = this.#files.roots().flatMap((root) => rootNames.map((name) => root + name));
    const read = await this.#read(
      [...paths, ...this.#nested(attached), ...known.keys()].filter((path) => path !== SKILLS),
    );
    const scoped = await this.#scopedFor(attached, true);
    const found = [...read, ...scoped.filter(({ path }) => !read.some((each) => each.path === path))];
    const skills = withTools ? await this.#skills(known.get(SKILLS)) : [];
    const files = fitted(withoutCopies(found), known, window);
    const gone = [...known.values()].filter(({ path }) => path !== SKILLS && !found.some((each) => each.path === path));
    return [...files, ...skills, ...gone.map(({ path }) => ({ path, text: "", gone: true }) as const)];
  }

  /** Files to tell with the result of a call that touched these paths. */
  async ofPaths(
    transcript: Transcript,
    named: readonly string[],
    window: number | undefined,
  ): Promise<InstructionFile[]> {
    const places = await Promise.all(named.slice(0, MOST_INSTRUCTIONS).map((path) => this.#files.place(path)));
    const fresh = places.filter((path): path is string => path !== undefined && !this.#looked.has(path));
    for (const path of fresh) this.#looked.add(path);
    if (fresh.length === 0) return [];
    const known = knownIn(transcript);
    const found = [...(await this.#read(this.#nested(fresh))), ...(await this.#scopedFor(fresh, false))];
    const unknown = found.filter(({ path }) => !known.has(path));
    const told = new Set([...known.values()].map(({ text }) => text));
    return fitted(
      unknown.filter(({ text }) => !told.has(text)),
      known,
      window,
    );
  }

  /** What of the files can't be read, in words for the user; each is given once. */
  faults(): string[] {
    return this.#faults.splice(0);
  }

  #nested(paths: readonly string[]): string[] {
    const all = paths.flatMap((path) => nestedPaths(path, this.#files.roots()));
    return [...new Set(all)].filter((path) => {
      const isNew = !this.#looked.has(path);
      this.#looked.add(path);
      return isNew;
    });
  }

  /** The list of skills, if it is not the one that the model knows. */
  async #skills(before: InstructionFile | undefined): Promise<InstructionFile[]> {
    const { text, faults } = await skillList(this.#files);
    if (text === (before?.text ?? "")) return [];
    this.#faults.push(...faults);
    return [text === "" ? { path: SKILLS, text, gone: true } : { path: SKILLS, text, isSkills: true }];
  }

  async #read(paths: readonly string[]): Promise<Found[]> {
    const found: Found[] = [];
    for (const path of new Set(paths)) {
      const file = await this.#files.read(path);
      if (file === undefined) continue;
      const text = frontMatter(file).body.trim();
      if (text !== "") found.push({ path, text });
    }
    return found;
  }

  async #scopedFor(paths: readonly string[], withQuestion: boolean): Promise<Found[]> {
    const roots = this.#files.roots();
    const all = await (this.#scoped ??= this.#readScoped());
    return all.filter(({ path, matter }) => {
      if (withQuestion && isForAll(matter)) return true;
      const root = rootOf(path, roots) ?? "";
      const fits = appliesTo(matter);
      return paths.some((each) => each.startsWith(root) && fits(each.slice(root.length)));
    });
  }

  async #readScoped(): Promise<Scoped[]> {
    const paths = this.#files.roots().length === 0 ? [] : await this.#files.list(SCOPED, MOST_SCOPED);
    const read = await Promise.all(paths.map(async (path) => ({ path, file: await this.#files.read(path) })));
    return read.flatMap(({ path, file }) => {
      if (file === undefined) return [];
      const matter = frontMatter(file);
      if (matter.fault !== undefined) this.#faults.push(`${path} is not used as it is meant: ${matter.fault}.`);
      const text = matter.body.trim();
      return text === "" ? [] : [{ path, text, matter }];
    });
  }
}

/** What the model is told now, by path: the files of the first question, and those of turns that are not summarised. */
function knownIn(transcript: Transcript): Map<string, InstructionFile> {
  const known = new Map<string, InstructionFile>();
  const head = (turnsOf(transcript)[0]?.instructions ?? []).filter(({ call }) => call === undefined);
  const told = toldTurns(transcript).turns.flatMap(({ instructions = [] }) => instructions);
  for (const file of [...head, ...told].flatMap(({ files }) => files)) {
    if (file.gone === true) known.delete(file.path);
    else known.set(file.path, file);
  }
  return known;
}

/** Without files whose text another one has already, and without one that only points to another. */
function withoutCopies(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  return found.filter(({ text }) => {
    if (seen.has(text) || /^@[\w./-]+$/.test(text)) return false;
    seen.add(text);
    return true;
  });
}

/** The files that are new or changed, cut to what fits. */
function fitted(
  found: readonly Found[],
  known: ReadonlyMap<string, InstructionFile>,
  window: number | undefined,
): InstructionFile[] {
  const most = Math.min(MOST_OF_CHAT, (window ?? Number.POSITIVE_INFINITY) * WINDOW_SHARE * CHARACTERS);
  let room = most - [...known.values()].reduce((sum, { text }) => sum + text.length, 0);
  const files: InstructionFile[] = [];
  for (const { path, text } of found.slice(0, MOST_INSTRUCTIONS)) {
    const before = known.get(path);
    if (before && isSame(before, text)) continue;
    const free = room + (before?.text.length ?? 0);
    const kept = cut(text, Math.max(0, Math.min(MOST_OF_FILE, Math.floor(free))));
    room = free - kept.length;
    files.push({ path, text: kept, ...(kept !== text && { of: text.length }) });
  }
  return files;
}

const isSame = ({ text, of }: InstructionFile, now: string): boolean =>
  of === undefined ? text === now : now.length > text.length && now.startsWith(text);

/** The first lines that fit. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf("\n", most);
  return text.slice(0, Math.max(0, end));
}
