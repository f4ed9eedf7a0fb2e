import AgentCore
import AgentJSON
import Testing

@testable import AgentServe

@Suite struct OpenAPIDocumentTests {
  private let resources = ResourceDirectory(environment: [:])

  @Test func everyRowOfTheTableIsDescribedAndNothingElse() throws {
    let document = try OpenAPIDocument(resources, version: "1.2.3")
    let routes =
      Routes.core + OpenAIRoutes.all + [document.route, try StaticPage(resources).route]
    let rows = routes.map { "\($0.method) \($0.pattern)" }
    #expect(Set(rows).count == rows.count, "a row stands twice")
    #expect(document.operations.sorted() == rows.sorted())
    #expect(document.json["info"]?["version"] == "1.2.3")
    #expect(document.json["openapi"] == "3.1.0")
  }

  /// What a row does when it goes wrong is told in one of two shapes; which, the document says too.
  @Test func errorsAreOfTheShapeThatTheRowHas() throws {
    let document = try OpenAPIDocument(resources, version: "1")
    for route in Routes.core + OpenAIRoutes.all {
      let operation = document.json["paths"]?[route.pattern]?[route.method.lowercased()]
      let name = route.errors == .openAI ? "OpenAIError" : "Problem"
      #expect(operation?["responses"]?["default"]?["$ref"] == .string("#/components/responses/\(name)"))
      for parameter in route.pattern.split(separator: "/") where parameter.hasPrefix("{") {
        let isNamed = operation?["parameters"]?.array?.contains {
          $0["name"] == .string(String(parameter.dropFirst().dropLast())) && $0["in"] == "path"
        }
        #expect(isNamed == true, "\(route.pattern)")
      }
    }
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let document = try OpenAPIDocument(resources, version: "1").json
    var references: Set<String> = []
    func walk(_ value: JSON) {
      if let reference = value["$ref"]?.string { references.insert(reference) }
      for element in value.array ?? [] { walk(element) }
      for member in value.object ?? [:] { walk(member.value) }
    }
    walk(document)
    #expect(references.count > 5)
    for reference in references {
      let target = reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
      #expect(!target.isNull, "\(reference)")
    }
  }
}
