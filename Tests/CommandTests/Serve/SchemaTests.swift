import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// The OpenAPI document, held against the server that it describes.
@Suite struct SchemaTests {
  @Test func theCommandPrintsWhatTheServerServes() throws {
    let bench = try OpenAIBench(["--openai", "--page"])
    let printed = try BuiltCommand("agent-serve", in: bench.directory).run("openapi")
    #expect(printed.status == 0)
    let served = try bench.ask("/openapi.json")
    #expect(served.status == 200)
    let document = try #require(served.json)
    #expect(try JSON(parsing: printed.stdout) == document)
    let version = try BuiltCommand("agent-serve", in: bench.directory).run("--version").output
    #expect(version == "agent-serve \(document["info"]?["version"]?.string ?? "")\n")
  }

  /// Requests that the document allows and that it does not, made up at random, to everything that ends by itself and
  /// leaves the server where it is.
  @Test(.enabled(if: Peers.areThere)) func schemathesisFindsNothing() throws {
    let bench = try OpenAIBench(["--openai", "--page"], then: .text("done"))
    let seed = TestDose.seed % 1_000_000
    // 503 is what a turn without a usable model ends with, and a client may ask for one.
    try bench.directory.write(
      "work/schemathesis.toml",
      "[checks]\nnot_a_server_error.expected-statuses = [\"2xx\", \"3xx\", \"4xx\", 503]\n")
    let result = try BuiltCommand(Peers.program("schemathesis"), in: bench.directory).run(
      [
        "run", "\(bench.url)/openapi.json", "--header", "Authorization: Bearer \(bench.token)",
        "--exclude-path", "/restart", "--exclude-path", "/events", "--max-examples",
        TestDose.isFull ? "40" : "3",
        "--phases", "examples,coverage,fuzzing", "--checks", "all", "--exclude-checks",
        "positive_data_acceptance", "--request-timeout", "30", "--seed", "\(seed)",
        "--no-color", "--suppress-health-check", "all",
      ], timeout: 900_000)
    #expect(result.status == 0, "seed \(seed): \(result.output.suffix(6000))\(result.errors)")
    #expect(try bench.ask("/health").status == 200)
  }
}
