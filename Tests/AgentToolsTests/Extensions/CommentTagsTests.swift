import AgentJSON
import Testing

@testable import AgentTools

@Suite struct CommentTagsTests {
  private func parse(_ head: String, usesArgc: Bool = false) -> ExtensionDescription? {
    CommentTags.parse(head, name: "x", usesArgc: usesArgc)
  }

  @Test func linesMayEndAsOnWindows() throws {
    let description = try #require(parse("# @describe d\r\n# @arg a!\r\n# @arg b\r\n"))
    #expect(description.tool.description == "d")
    #expect(description.tool.parameters["properties"]?.object?.keys == ["a", "b"])
    #expect(description.tool.parameters["required"] == ["a"])
  }

  /// As in argc: comment lines behind a tag go on with its text, until a line that is no comment or another tag.
  @Test func textsMayHaveMoreLines() throws {
    let description = try #require(
      parse(
        """
        #!/usr/bin/env bash
        # No tag is open.
        # @describe Apply a patch.
        # This can be used to edit a file.

        # @option --path! The path
        # @option --contents! The patch
        #
        #   @@ -1 +1 @@
        #    indented
        #
        # @flag --dry

        # A comment of the script.
        main() { :; }
        # @env KEY
        # is no text
        """, usesArgc: true))
    #expect(description.tool.description == "Apply a patch.\nThis can be used to edit a file.")
    let properties = description.tool.parameters["properties"]
    #expect(properties?["path"]?["description"] == "The path")
    #expect(properties?["contents"]?["description"] == "The patch\n\n  @@ -1 +1 @@\n   indented")
    #expect(properties?["dry"] == ["type": "boolean"])
  }

  /// A tag, and the member of the schema that it makes.
  @Test(arguments: [
    ("@arg name! text here", "name", #"{"type":"string","description":"text here"}"#, true),
    ("@arg count [int] how many", "count", #"{"type":"integer","description":"how many"}"#, false),
    ("@arg ratio! [number]", "ratio", #"{"type":"number"}"#, true),
    ("@arg flag [bool]", "flag", #"{"type":"boolean"}"#, false),
    ("@arg unit! [c|f]", "unit", #"{"type":"string","enum":["c","f"]}"#, true),
    ("@option --city!", "city", #"{"type":"string"}"#, true),
    ("@option --days <INT> How many", "days", #"{"type":"integer","description":"How many"}"#, false),
    ("@option --size! <NUM> Size", "size", #"{"type":"number","description":"Size"}"#, true),
    ("@option --max-results <INT>", "max_results", #"{"type":"integer"}"#, false),
    (
      "@option -u --unit[celsius|fahrenheit] Unit", "unit",
      #"{"type":"string","enum":["celsius","fahrenheit"],"description":"Unit"}"#, false
    ),
    (
      "@option --unit![=c|f]", "unit", #"{"type":"string","enum":["c","f"],"default":"c"}"#, true
    ),
    ("@option --count=5 <INT>", "count", #"{"type":"integer","default":5}"#, false),
    (
      "@option --tag* Tags", "tag", #"{"type":"array","items":{"type":"string"},"description":"Tags"}"#, false
    ),
    ("@option --tag+ <INT>", "tag", #"{"type":"array","items":{"type":"integer"}}"#, true),
    ("@option --path <PATH>", "path", #"{"type":"string"}"#, false),
    ("@option --kind[`_kinds`]", "kind", #"{"type":"string"}"#, false),
    ("@flag -a --all Everything", "all", #"{"type":"boolean","description":"Everything"}"#, false),
  ])
  func arguments(_ tag: String, _ name: String, _ schema: String, _ isRequired: Bool) throws {
    let description = try #require(parse("#!/bin/sh\n# @describe d\n# \(tag)\n"))
    let parameters = description.tool.parameters
    #expect(parameters["properties"]?[name] == (try JSON(parsing: schema)), "\(parameters.text)")
    #expect(parameters["properties"]?.object?.count == 1)
    #expect(parameters["required"] == (isRequired ? .array([.string(name)]) : []))
  }

  @Test func theRestOfTheTags() throws {
    let description = try #require(
      parse(
        """
        #!/usr/bin/env node
        // @describe One
        // @describe line more
        // @side-effects network
        // @env CITY_DEFAULT! where
        // @env LLM_OUTPUT=/dev/stdout the result
        // @timeout 5s
        // @ttl 1m
        // @input raw
        // @output parts
        // @keep-alive
        // @nosuch thing
        """))
    #expect(description.tool.description == "One line more")
    #expect(description.declaredEffects == .network)
    #expect(description.variables == ["CITY_DEFAULT"])
    #expect(description.tool.timeout == 5000 && description.timeToLive == 60_000)
    #expect(description.input == .raw && description.output == .parts && description.keepsAlive)
  }

  @Test func whatIsNotDescribed() {
    #expect(parse("#!/bin/sh\n# @option --x\n") == nil)
    #expect(parse("#!/bin/sh\necho '# @describe no'\n") == nil)
    #expect(parse("") == nil)
  }

  @Test func argcDecidesHowArgumentsCome() {
    #expect(parse("# @describe d")?.input == .json)
    #expect(parse("# @describe d", usesArgc: true)?.input == .argv)
    #expect(parse("# @describe d\n# @input json", usesArgc: true)?.input == .json)
  }
}
