import type { ToolSpec } from "../../../model/message.ts";
import { asSchema, type LooseSchema } from "../values/schema.ts";

/** Prefixes that models put before a tool's name, after the namespaces of Google's own prompts. */
const namespaces = ["default_api.", "default_api:", "functions.", "tools.", "tools/"] as const;

const withoutNamespace = (name: string): string => {
  const space = namespaces.find((each) => name.startsWith(each));
  return space === undefined ? name : name.slice(space.length);
};

/** The declared tools by name. */
export class ToolIndex {
  readonly #schemas = new Map<string, LooseSchema>();
  readonly #names: readonly string[];

  constructor(tools: readonly ToolSpec[]) {
    for (const tool of tools) this.#schemas.set(tool.name, asSchema(tool.parameters) ?? {});
    this.#names = [...this.#schemas.keys()];
  }

  get size(): number {
    return this.#schemas.size;
  }

  get names(): readonly string[] {
    return this.#names;
  }

  /** The declared name that `name` means, the namespace of a prompt taken off, or undefined for an unknown tool. */
  find(name: string): string | undefined {
    if (this.#schemas.has(name)) return name;
    const bare = withoutNamespace(name);
    return this.#schemas.has(bare) ? bare : undefined;
  }

  /**
   * The declared name that a call between tokens or of the wire's own means: also behind any namespace (`ns:create`,
   * `fs/read_file`), with a number behind it (`read_file:0`) or as a method (`read_file.call`), where only one fits.
   */
  meant(name: string): string | undefined {
    const whole = this.find(name);
    if (whole !== undefined) return whole;
    const bare = name.replace(/(?::\d{1,4}|\.call)$/, "");
    const found = this.find(bare);
    if (found !== undefined) return found;
    const behind = this.names.filter(
      (each) => /(?:[.:/]|__)$/.test(bare.slice(0, -each.length)) && bare.endsWith(each),
    );
    return behind.length === 1 ? behind[0] : undefined;
  }

  /** Whether more characters can make `start` a declared name. */
  mayBecome(start: string): boolean {
    if (namespaces.some((space) => space.startsWith(start))) return true;
    const bare = withoutNamespace(start);
    return this.names.some((name) => name.startsWith(start) || name.startsWith(bare));
  }

  schema(name: string): LooseSchema | undefined {
    return this.#schemas.get(name);
  }
}
