extension AgentError {
  /// A shared library that is opened when it is first needed is not there, or lacks a function that is used.
  /// - Parameters:
  ///   - library: `libcurl.so.4`
  ///   - package: Debian's, that has it.
  public init(lacking library: String, package: String) {
    self.init(.missingTool, "\(library) is missing or too old", hint: "apt-get install \(package)")
  }
}
