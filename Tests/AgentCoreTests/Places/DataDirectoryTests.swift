import AgentCore
import Testing

struct DataDirectoryTests {
  @Test(arguments: [
    (["HOME": "/h"], "/h/.local/share/agentutils"), (["HOME": "/h", "XDG_DATA_HOME": "/d"], "/d/agentutils"),
    (["HOME": "/h", "XDG_DATA_HOME": ""], "/h/.local/share/agentutils"),
    // The base directory specification: a relative path is to be ignored.
    (["HOME": "/h", "XDG_DATA_HOME": "d"], "/h/.local/share/agentutils"),
  ])
  func place(environment: [String: String], path: String) {
    let directory = DataDirectory(environment: environment)
    #expect(directory.path == path)
    #expect(directory.models == path + "/models")
    #expect(directory.python == path + "/python")
  }
}
