package import AgentCore
package import AgentJSON
import AgentSystem

/// The OpenAPI 3.1 document that describes every row of the table of routes: a file beside the code, since most of
/// it is words. A test compares the two.
package struct OpenAPIDocument: Sendable {
  package let json: JSON

  package static let resource = "ServeCommand/Resources/openapi.json"

  /// - Parameter version: that of the commands, which the document is about.
  /// - Throws: 78 where the installation lacks the file, or it is damaged.
  package init(_ resources: ResourceDirectory, version: String) throws(AgentError) {
    let file = try resources.file(Self.resource)
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try Files.read(file, limit: 4 << 20) } catch { throw AgentError(error) }
    guard var object = (try? JSON(parsing: bytes))?.object, var info = object["info"]?.object else {
      throw AgentError(.config, "is not what was installed", object: file, hint: "install again")
    }
    info["version"] = .string(version)
    object["info"] = .object(info)
    json = .object(object)
  }

  package var route: Route {
    Route("GET", "/openapi.json", access: .anyone) { [json] _, _ in .json(json) }
  }

  /// Every `METHOD /path` of the document.
  package var operations: [String] {
    (json["paths"]?.object ?? [:]).flatMap { path in
      (path.value.object ?? [:]).keys.filter { $0 != "parameters" }.map { "\($0.uppercased()) \(path.key)" }
    }
  }
}
