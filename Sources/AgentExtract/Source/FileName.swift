import AgentSystem

/// What the name of a text file says of its content.
enum FileName {
  /// The type, where the name tells one.
  static func mediaType(_ name: String) -> MediaType? {
    switch Path.fileExtension(name) {
    case "md", "markdown", "mkd", "mdown", "mdx": return .markdown
    case "csv": return .csv
    case "tsv", "tab": return .tsv
    case "json": return .json
    case "ndjson", "jsonl": return .ndjson
    case "html", "htm", "xhtml": return .html
    case "xml", "rss", "atom", "svg", "xsd", "xsl", "plist": return .xml
    case "txt", "text", "log", "rst", "adoc", "org": return .plainText
    case let ending where languages[ending] != nil: return .sourceCode
    default: return wholeNames[Path.name(name)] == nil ? nil : .sourceCode
    }
  }

  /// The word that Markdown fences use for the language of a source file; nil where there is none.
  static func language(_ name: String) -> String? {
    let ending = Path.fileExtension(name)
    return languages[ending] ?? dataLanguages[ending] ?? wholeNames[Path.name(name)]
  }

  private static let dataLanguages = [
    "json": "json", "ndjson": "json", "jsonl": "json", "xml": "xml", "rss": "xml", "atom": "xml",
    "svg": "xml", "xsd": "xml", "xsl": "xml", "plist": "xml",
  ]

  private static let wholeNames = [
    "Makefile": "make", "makefile": "make", "GNUmakefile": "make", "Dockerfile": "dockerfile",
    "CMakeLists.txt": "cmake", "Rakefile": "ruby", "Gemfile": "ruby", "Jenkinsfile": "groovy",
    ".bashrc": "bash", ".profile": "sh", ".gitignore": "gitignore", ".vimrc": "vim",
  ]

  private static let languages = [
    "swift": "swift", "c": "c", "h": "c", "cc": "cpp", "cpp": "cpp", "cxx": "cpp", "hpp": "cpp", "hh": "cpp",
    "m": "objectivec", "mm": "objectivec", "rs": "rust", "go": "go", "py": "python", "pyi": "python",
    "rb": "ruby", "js": "javascript", "mjs": "javascript", "cjs": "javascript", "jsx": "jsx",
    "ts": "typescript", "tsx": "tsx", "java": "java", "kt": "kotlin", "kts": "kotlin", "scala": "scala",
    "cs": "csharp", "fs": "fsharp", "vb": "vbnet", "php": "php", "pl": "perl", "pm": "perl", "lua": "lua",
    "r": "r", "jl": "julia", "hs": "haskell", "ml": "ocaml", "mli": "ocaml", "ex": "elixir", "exs": "elixir",
    "erl": "erlang", "clj": "clojure", "lisp": "lisp", "el": "elisp", "scm": "scheme", "sh": "sh",
    "bash": "bash", "zsh": "zsh", "fish": "fish", "ps1": "powershell", "bat": "bat", "awk": "awk",
    "sed": "sed", "sql": "sql", "graphql": "graphql", "proto": "protobuf", "css": "css", "scss": "scss",
    "sass": "sass", "less": "less", "vue": "vue", "svelte": "svelte", "yaml": "yaml", "yml": "yaml",
    "toml": "toml", "ini": "ini", "cfg": "ini", "conf": "ini", "properties": "properties", "env": "sh",
    "tf": "hcl", "nix": "nix", "cmake": "cmake", "mk": "make", "gradle": "groovy", "groovy": "groovy",
    "dart": "dart", "zig": "zig", "nim": "nim", "d": "d", "v": "verilog", "sv": "systemverilog",
    "vhd": "vhdl", "asm": "asm", "s": "asm", "tex": "latex", "bib": "bibtex", "diff": "diff",
    "patch": "diff", "vim": "vim", "erb": "erb", "jinja": "jinja", "j2": "jinja", "1": "groff",
    "5": "groff", "7": "groff", "8": "groff", "lock": "text",
  ]
}
