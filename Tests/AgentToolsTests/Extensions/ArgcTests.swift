import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

/// Tools of aichat's llm-functions, which are scripts for argc, unchanged.
@Suite struct ArgcTests {
  let bench = ToolBench()

  static let weather = #"""
    #!/usr/bin/env bash
    set -e

    # @describe Get the current weather in a given location.
    # @option --location! The city and state, e.g. San Francisco, CA
    # @option --unit[=celsius|fahrenheit] The unit
    # @option --days <INT> How many days
    # @option -t --tag* Tags
    # @flag -v --verbose Say more

    # @env LLM_OUTPUT=/dev/stdout The output path

    main() {
        echo "looking" >&2
        echo "$argc_location|$argc_unit|${argc_days-none}|${argc_tag[*]}|${argc_verbose-0}" >> "$LLM_OUTPUT"
    }

    eval "$(argc --argc-eval "$0" "$@")"
    """#

  @Test func itIsDescribedByItsTags() throws {
    try bench.extend("tools/get_current_weather.sh", Self.weather)
    let tool = try bench.found("get_current_weather").description
    #expect(tool.input == .argv)
    #expect(tool.tool.description == "Get the current weather in a given location.")
    #expect(tool.tool.parameters["required"] == ["location"])
  }

  @Test(arguments: [
    (#"{"location":"New York, NY"}"#, "New York, NY|celsius|none||0\n"),
    (
      #"{"location":"R","unit":"fahrenheit","days":3,"tag":["a","b c"],"verbose":true}"#,
      "R|fahrenheit|3|a b c|1\n"
    ),
    (#"{"location":"$(echo x) `id` \"q\" 'p' \\ *"}"#, "$(echo x) `id` \"q\" 'p' \\ *|celsius|none||0\n"),
    (#"{"location":"--days","verbose":false}"#, "--days|celsius|none||0\n"),
  ])
  func itIsCalledWithOptions(_ arguments: String, _ output: String) throws {
    try bench.extend("tools/get_current_weather.sh", Self.weather)
    let result = try bench.call("get_current_weather", JSON(parsing: arguments))
    #expect(result.text == output && result.itemFields["log"] == "looking")
  }

  @Test func operandsAndDefaults() throws {
    try bench.extend(
      "tools/copy",
      #"""
      #!/bin/bash
      # @describe copies
      # @arg from! Where from
      # @arg rest* The rest
      # @option --mode=fast
      main() { echo "$# $1 $argc_from ${#argc_rest[@]} ${argc_rest[1]} $argc_mode"; }
      eval "$(argc --argc-eval "$0" "$@")"
      """#)
    #expect(
      try bench.call("copy", ["from": "-a b", "rest": ["x", "y z"]]).text == "3 -a b -a b 2 y z fast\n")
  }

  @Test(arguments: [
    ([], "required argument 'location'"),
    (["--location", "x", "--unit", "kelvin"], "invalid value 'kelvin'"),
    (["--nosuch"], "unexpected argument '--nosuch'"), (["--location"], "value is required"),
    (["--location", "x", "more"], "unexpected argument 'more'"),
  ])
  func wrongOptionsAreRefused(_ arguments: [String], _ words: String) throws {
    let script = try bench.extend("tools/w", Self.weather)
    let path = "/usr/bin:/bin:\(Checkout.path("Sources/AgentTools/Resources/argc"))"
    let result = try BoundedRun.run(
      [script] + arguments, environment: ["PATH": path, "LLM_OUTPUT": "/dev/stdout"], directory: "/",
      input: [],
      outputLimit: 1 << 16, deadline: .after(milliseconds: 20_000), cancellation: Cancellation())
    #expect(result.ending == .exited(.code(1)))
    #expect(result.errors.contains(words), "\(result.errors)")
  }
}
