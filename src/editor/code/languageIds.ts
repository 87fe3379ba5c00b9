/** The editor's names of languages that answers name differently. */
const ids = new Map(
  Object.entries<string>({
    bash: "shellscript",
    bat: "bat",
    batch: "bat",
    "c#": "csharp",
    "c++": "cpp",
    cmd: "bat",
    console: "shellscript",
    cs: "csharp",
    docker: "dockerfile",
    "f#": "fsharp",
    fs: "fsharp",
    golang: "go",
    h: "cpp",
    hpp: "cpp",
    htm: "html",
    js: "javascript",
    jsx: "javascriptreact",
    ksh: "shellscript",
    make: "makefile",
    md: "markdown",
    mjs: "javascript",
    objc: "objective-c",
    objectivec: "objective-c",
    patch: "diff",
    pl: "perl",
    ps1: "powershell",
    pwsh: "powershell",
    py: "python",
    python3: "python",
    rb: "ruby",
    rs: "rust",
    sh: "shellscript",
    shell: "shellscript",
    terminal: "shellscript",
    ts: "typescript",
    tsx: "typescriptreact",
    udiff: "diff",
    vb: "vb",
    yml: "yaml",
    zsh: "shellscript",
  }),
);

/** The editor's language for a fence's language, among the known ones; undefined if there is none. */
export function languageId(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  return [lower, ids.get(lower)].find((id) => id !== undefined && known.includes(id));
}
