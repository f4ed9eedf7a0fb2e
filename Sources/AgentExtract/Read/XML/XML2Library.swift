import AgentCore
import CXML2

/// The functions of libxml2, opened with dlopen by whoever parses HTML or XML.
struct XML2Library: @unchecked Sendable {
  // A table of addresses that nobody changes after it is filled.
  let functions: cxml2_library

  /// - Throws: `missing_tool` when the library is not installed.
  init() throws(AgentError) {
    var functions = cxml2_library()
    guard cxml2_open(&functions) == 1 else {
      throw AgentError(lacking: "libxml2.so.2", package: "libxml2")
    }
    self.functions = functions
  }
}
