import AgentCore
@testable import AgentExtract
import AgentJSON
import AgentTesting

/// Runs extractions in a directory of the test's own and gathers what comes out.
struct ExtractionRunner {
  let directory = TestDirectory()
  var request = Extraction.Request(operands: [])

  struct Output {
    var text = ""
    var records: [JSON] = []
    var notices: [String] = []
    var failures: [AgentError] = []
  }

  /// Writes the file into the working directory and extracts it alone.
  func run(_ bytes: [UInt8], as name: String = "input") throws -> Output {
    try directory.write("work/\(name)", bytes)
    return try run([name])
  }

  func run(_ text: String, as name: String = "input") throws -> Output {
    try run(Array(text.utf8), as: name)
  }

  func run(_ operands: [String]) throws -> Output {
    var request = request
    request.operands = operands
    var output = Output()
    let sinks = OutputSinks(
      text: { output.text += $0 }, record: { output.records.append($0) },
      notice: { output.notices.append($0) })
    let extraction = Extraction(
      request, environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], workingDirectory: directory.work,
      sinks: sinks, reportFailure: { output.failures.append($0) })
    try extraction.run()
    return output
  }
}
