/** The language to highlight a file in, by its extension. */
export function languageOfPath(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

const names = new Map(
  Object.entries<string>({
    bash: "Shell",
    c: "C",
    cpp: "C++",
    cs: "C#",
    csharp: "C#",
    css: "CSS",
    go: "Go",
    html: "HTML",
    ini: "INI",
    java: "Java",
    javascript: "JavaScript",
    js: "JavaScript",
    json: "JSON",
    jsonc: "JSON",
    jsx: "JSX",
    md: "Markdown",
    php: "PHP",
    ps1: "PowerShell",
    py: "Python",
    rb: "Ruby",
    rs: "Rust",
    scss: "SCSS",
    sh: "Shell",
    shell: "Shell",
    sql: "SQL",
    toml: "TOML",
    ts: "TypeScript",
    tsx: "TSX",
    typescript: "TypeScript",
    xml: "XML",
    yaml: "YAML",
    yml: "YAML",
    zsh: "Shell",
  }),
);

/** The display name of a language. */
export function languageName(language: string): string {
  if (language === "") return "Text";
  return names.get(language) ?? language.charAt(0).toUpperCase() + language.slice(1);
}
