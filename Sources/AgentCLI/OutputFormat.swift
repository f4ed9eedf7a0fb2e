/// How results are printed. Each command says which of these it knows.
public enum OutputFormat: String, Sendable, CaseIterable {
  case text, json, ndjson, markdown, md, html, seed, otlp, waybar, i3blocks, tmux

  /// Whether programs read it: stderr then stays empty on success.
  public var isMachine: Bool { self == .json || self == .ndjson }
}
