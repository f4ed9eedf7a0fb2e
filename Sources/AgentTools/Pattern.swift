import AgentCore
import CPCRE2

/// A compiled search pattern: Perl-compatible (PCRE2), or plain words.
///
/// PCRE2 bounds its own backtracking, so that a pattern from a model cannot hang a search.
final class Pattern: @unchecked Sendable {
  private let code: OpaquePointer

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
      throw AgentError(.badData, "\(message) at character \(offset)", object: "pattern \(pattern)")
    }
    self.code = code
    // Without a JIT for this machine, matching works all the same, only slower.
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
  }

  deinit { pcre2_code_free_8(code) }

  /// Whether the pattern occurs in `text`. A match that passes PCRE2's limits counts as none.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let data = pcre2_match_data_create_8(1, nil) else { return false }
    defer { pcre2_match_data_free_8(data) }
    return pcre2_match_8(code, text.baseAddress, text.count, 0, 0, data, nil) >= 0
  }

  func matches(_ text: some Collection<UInt8>) -> Bool {
    text.withContiguousStorageIfAvailable { matches($0) }
      ?? Array(text).withUnsafeBufferPointer { matches($0) }
  }
}
