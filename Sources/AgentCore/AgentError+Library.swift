extension AgentError {
  /// A shared library that is opened when it is first needed is not there, or lacks a function that is used.
  /// - Parameters:
  ///   - library: `libcurl.so.4`
  ///   - package: Debian's, that has it.
  public init(lacking library: String, package: String) {
    self.init(.missingTool, "missing or too old", object: library, hint: "apt-get install \(package)")
  }
}
