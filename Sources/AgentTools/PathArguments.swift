import AgentCore
import AgentJSON
import AgentSystem

/// The arguments of a call that name files, confined before a program gets them. Pure but for the tree.
///
/// A name is that of a member, or of a member of a member with dots between: `source`, `sources.path`. Lists on the
/// way stand for each of their elements. Addresses of the web are no paths and stay as they are.
enum PathArguments {
  /// The arguments with each path made absolute and shown to lie in the tree.
  static func confine(_ arguments: JSON, _ names: [String], in tree: ConfinedTree) throws(AgentError) -> JSON
  {
    var arguments = arguments
    for name in names {
      arguments = try confine(arguments, name.split(separator: ".").map(String.init)[...], tree)
    }
    return arguments
  }

  private static func confine(_ value: JSON, _ names: ArraySlice<String>, _ tree: ConfinedTree)
    throws(AgentError) -> JSON
  {
    switch value {
    case .array(let elements):
      var confined: [JSON] = []
      for element in elements { confined.append(try confine(element, names, tree)) }
      return .array(confined)
    case .object(var object):
      guard let name = names.first, let member = object[name] else { return value }
      object[name] = try confine(member, names.dropFirst(), tree)
      return .object(object)
    case .string(let path) where names.isEmpty && !isAddress(path): return .string(try tree.resolve(path))
    default: return value
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    let start = text.prefix(8).lowercased()
    return start.hasPrefix(bytes: "http://") || start.hasPrefix(bytes: "https://")
  }
}
