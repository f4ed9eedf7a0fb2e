public import AgentJSON
import AgentSystem

/// One rule: what it decides, and for which calls. All of its conditions must hold. Pure.
public struct ApprovalRule: Sendable, Equatable {
  public enum Decision: String, Sendable, CaseIterable {
    case allow, deny, ask
  }

  public let decision: Decision
  /// As it stands in its file.
  public let json: JSON

  let tool: Glob?
  let effects: Set<String>?
  let confinement: Set<String>?
  let command: CommandPattern?
  let path: PathPattern?
  let arguments: [(name: String, pattern: Argument)]
  let exactly: JSON?

  /// What an argument must be.
  enum Argument: Sendable, Equatable {
    case text(Glob)
    case value(JSON)
  }

  public static func == (left: ApprovalRule, right: ApprovalRule) -> Bool { left.json == right.json }

  /// The rule in one line, as it could stand in rules.json.
  public var text: String { json.text }

  /// Whether it allows every call of every tool.
  public var allowsEverything: Bool {
    decision == .allow && effects == nil && confinement == nil && command == nil && path == nil
      && arguments.isEmpty && exactly == nil && (json["tool"]?.string ?? "*").utf8.allSatisfy { $0 == 0x2a }
  }

  /// Whether it allows every line of shell that nothing confines.
  public var allowsAnyCommand: Bool {
    guard decision == .allow, path == nil, arguments.isEmpty, exactly == nil else { return false }
    guard tool?.matches("bash".utf8) ?? true, confinement?.contains(ToolConfinement.none.rawValue) ?? true
    else {
      return false
    }
    return json["command"].map { $0.string == "*" } ?? (effects?.contains("destructive") ?? true)
  }

  /// Whether it is about the call, its command and paths left aside.
  func concerns(_ call: ApprovalCall) -> Bool {
    if let tool, !tool.matches(call.tool.utf8) { return false }
    if let effects, !effects.contains(call.effects) { return false }
    if let confinement, !confinement.contains(call.confinement.rawValue) { return false }
    if let exactly, !Self.isSame(exactly, call.arguments) { return false }
    return arguments.allSatisfy { name, pattern in
      guard let value = call.arguments[name] else { return false }
      switch pattern {
      case .text(let glob): return value.string.map { glob.matches($0.utf8) } ?? false
      case .value(let wanted): return Self.isSame(wanted, value)
      }
    }
  }

  /// Whether it might be about the call, as a rule that denies or asks must be taken.
  func mightApply(to call: ApprovalCall) -> Bool {
    guard concerns(call) else { return false }
    if let path {
      let isMeant = call.paths.contains {
        path.matches($0.spelled, workspace: call.workspace)
          || path.matches($0.resolved, workspace: call.workspace)
      }
      if !isMeant { return false }
    }
    guard let command else { return true }
    return call.commandLine?.commands.contains { command.matches($0, .possibly) } ?? false
  }

  /// Whether it allows this call with these arguments, and no other.
  func allowsExactly(_ call: ApprovalCall) -> Bool {
    decision == .allow && exactly != nil && command == nil && concerns(call) && surelyCoversPaths(of: call)
  }

  /// Whether its condition on paths surely holds.
  func surelyCoversPaths(of call: ApprovalCall) -> Bool {
    guard let path else { return true }
    return !call.paths.isEmpty
      && call.paths.allSatisfy {
        path.matches($0.spelled, workspace: call.workspace)
          && path.matches($0.resolved, workspace: call.workspace)
      }
  }

  /// Whether two values say the same, whatever the order of their members.
  static func isSame(_ left: JSON, _ right: JSON) -> Bool {
    switch (left, right) {
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.allSatisfy { member in right[member.key].map { isSame(member.value, $0) } ?? false }
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    default: left == right
    }
  }
}
