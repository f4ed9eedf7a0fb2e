import AgentCore
import CPCRE2

/// A compiled search pattern: Perl-compatible (PCRE2), or plain words. For one thread.
///
/// PCRE2 counts its own steps and gives up, so that no pattern from a model hangs a search; whoever matches
/// many lines looks at the clock between them.
final class Pattern {
  private let code: OpaquePointer
  private let match: OpaquePointer
  private let limits: OpaquePointer

  /// Steps of one match, some 10 ms; PCRE2's own limit is ten times that.
  private static let stepLimit: UInt32 = 1_000_000

  /// - Parameter isRegex: false takes the text literally.
  init(_ pattern: String, isRegex: Bool, ignoringCase: Bool = false) throws(AgentError) {
    var options = PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_MATCH_INVALID_UTF
    if !isRegex { options = PCRE2_UTF | PCRE2_LITERAL | PCRE2_MATCH_INVALID_UTF }
    if ignoringCase { options |= PCRE2_CASELESS }
    var number: Int32 = 0
    var offset = 0
    let bytes = Array(pattern.utf8)
    guard let code = pcre2_compile_8(bytes, bytes.count, options, &number, &offset, nil) else {
      var text = [UInt8](repeating: 0, count: 256)
      pcre2_get_error_message_8(number, &text, text.count)
      let message = String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
      throw AgentError(.badData, "\(message) at byte \(offset)", object: "pattern \(pattern)")
    }
    guard let match = pcre2_match_data_create_8(1, nil), let limits = pcre2_match_context_create_8(nil) else {
      pcre2_code_free_8(code)
      throw AgentError(.io, "out of memory", object: "pattern")
    }
    pcre2_set_match_limit_8(limits, Self.stepLimit)
    self.code = code
    self.match = match
    self.limits = limits
    // Without a JIT for this machine, matching works all the same, only slower.
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
  }

  deinit {
    pcre2_match_context_free_8(limits)
    pcre2_match_data_free_8(match)
    pcre2_code_free_8(code)
  }

  /// Whether the pattern occurs in `text`. A match that takes too many steps counts as none.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    pcre2_match_8(code, text.baseAddress, text.count, 0, 0, match, limits) >= 0
  }

  func matches(_ text: some Collection<UInt8>) -> Bool {
    text.withContiguousStorageIfAvailable { matches($0) }
      ?? Array(text).withUnsafeBufferPointer { matches($0) }
  }
}
