import AgentCore
import AgentSystem
import AgentTesting
import Glibc

/// `Tests/Probes/fault-preload/fault.c`, built once with the system's C compiler and loaded into commands by
/// LD_PRELOAD.
enum FaultLibrary {
  private final class Built: Sendable {
    let directory = TestDirectory()
    let path: String

    init() throws {
      let source = Path.absolute("../../../Probes/fault-preload/fault.c", base: #filePath)
      path = directory.path("fault.so")
      let search = ProcessEnvironment.read()["PATH"]
      let compilers = ["cc", "gcc", "clang"]
      guard let compiler = compilers.first(where: { ChildProcess.find($0, path: search) != nil }) else {
        throw AgentError(.missingTool, "no C compiler")
      }
      let built = try BuiltCommand("/usr/bin/env", in: directory, environment: ["PATH": search ?? ""]).run(
        compiler, "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o", path, source, "-ldl")
      if built.status != 0 { throw AgentError(.internalError, built.errors, object: source) }
    }
  }

  private static let built = Result { try Built() }

  static var path: String { get throws { try built.get().path } }
}

/// One system call, or all from one on, that go wrong.
struct Fault: Sendable, CustomStringConvertible {
  enum Action: Sendable, Equatable {
    case error(Int32)
    case short, tear, kill, killAfter

    var text: String {
      switch self {
      case .error(let number): "\(number)"
      case .short: "short"
      case .tear: "tear"
      case .kill: "kill"
      case .killAfter: "killafter"
      }
    }

    var kills: Bool { [.tear, .kill, .killAfter].contains(self) }
    /// What the caller can go on after, and has to.
    var isHarmless: Bool { [.error(EINTR), .short].contains(self) }
  }

  let action: Action
  let isSticky: Bool
  var at = 0

  /// Every way of going wrong. A call that is interrupted each time is called for ever, so that one is not
  /// among them.
  static let kinds =
    [Action.error(ENOSPC), .error(EIO), .error(EMFILE), .short].flatMap {
      [Fault(action: $0, isSticky: false), Fault(action: $0, isSticky: true)]
    } + [.error(EINTR), .tear, .kill, .killAfter].map { Fault(action: $0, isSticky: false) }

  /// - Parameters:
  ///   - files: calls on what lies below are counted.
  ///   - report: gets a line for each call that was hit.
  func environment(files: String, report: String) throws -> [String: String] {
    var variables = [
      "LD_PRELOAD": try FaultLibrary.path, "FAULT_PATH": files, "FAULT_STREAMS": "1",
      "FAULT_ACTION": action.text, "FAULT_AT": "\(at)", "FAULT_REPORT": report,
    ]
    if isSticky { variables["FAULT_STICKY"] = "1" }
    return variables
  }

  var description: String {
    let name =
      if case .error(let number) = action { SystemError("", number: number).reason } else { action.text }
    return "\(name)\(isSticky ? " from" : " at") call \(at)\(isSticky ? " on" : "")"
  }
}
