/// Facts about well-known models that their servers do not tell: the context window, whether they reason, and
/// whether they can call tools.
///
/// The first line whose words a name begins with counts, so the longer ones stand first. A name may stand
/// behind the maker's (`openai/gpt-5`). What is not listed is not known, and nothing is guessed.
public enum ModelCatalog {
  private struct Entry {
    let prefix: String
    let context: Int
    var reasons = true
    var callsTools = true
  }

  private static let entries = [
    Entry(prefix: "gpt-5-chat", context: 128_000, reasons: false),
    Entry(prefix: "gpt-5", context: 400_000),
    Entry(prefix: "gpt-4.1", context: 1_047_576, reasons: false),
    Entry(prefix: "gpt-4o", context: 128_000, reasons: false),
    Entry(prefix: "chatgpt-4o", context: 128_000, reasons: false),
    Entry(prefix: "gpt-4-turbo", context: 128_000, reasons: false),
    Entry(prefix: "gpt-4-32k", context: 32_768, reasons: false),
    Entry(prefix: "gpt-4", context: 8192, reasons: false),
    Entry(prefix: "gpt-3.5-turbo", context: 16_385, reasons: false),
    Entry(prefix: "gpt-oss", context: 131_072),
    Entry(prefix: "codex-mini", context: 200_000),
    Entry(prefix: "o1", context: 200_000),
    Entry(prefix: "o3", context: 200_000),
    Entry(prefix: "o4-mini", context: 200_000),
    Entry(prefix: "claude-", context: 200_000),
    Entry(prefix: "gemini-1.5-pro", context: 2_097_152),
    Entry(prefix: "gemini-", context: 1_048_576),
    Entry(prefix: "deepseek-", context: 131_072),
    Entry(prefix: "qwen2.5-coder", context: 32_768),
    Entry(prefix: "qwen2.5", context: 32_768),
    Entry(prefix: "qwen3-coder", context: 262_144),
    Entry(prefix: "llama-3.1", context: 131_072),
    Entry(prefix: "llama-3.2", context: 131_072),
    Entry(prefix: "llama-3.3", context: 131_072),
    Entry(prefix: "mistral-large", context: 131_072),
    Entry(prefix: "smollm2", context: 8192, callsTools: false),
  ]

  /// The context window of a model in tokens, or nil when it is not known.
  public static func contextTokens(of model: String) -> Int? { entry(model)?.context }

  /// Whether a model may reason: only of those that are known not to is it denied. Asked for encrypted
  /// reasoning, OpenAI refuses a request to a model that has none.
  static func reasons(_ model: String) -> Bool { entry(model)?.reasons ?? true }

  /// Whether tools are of use to a model: only of those that were not taught to call them is it denied. Described to
  /// such a model, tools take most of its attention away from what was asked.
  public static func callsTools(_ model: String) -> Bool { entry(model)?.callsTools ?? true }

  private static func entry(_ model: String) -> Entry? {
    let name = (model.split(separator: "/").last ?? "").lowercased()
    return entries.first { name.hasPrefix($0.prefix) }
  }
}
