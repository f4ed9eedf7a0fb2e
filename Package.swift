// swift-tools-version: 6.2
import PackageDescription

// Layers, top to bottom, and why each exists: ARCHITECTURE.md. A target may import only what it names here.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

func library(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], exclude: [String] = [],
  extra: [SwiftSetting] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources,
    swiftSettings: settings + extra)
}

func command(_ name: String, _ libraries: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: libraries, swiftSettings: settings)
}

func tests(
  _ target: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
  extra: [SwiftSetting] = []
) -> Target {
  .testTarget(
    name: "\(target)Tests", dependencies: [.init(stringLiteral: target)] + dependencies,
    path: "Tests/\(target)Tests", exclude: exclude, swiftSettings: settings + extra)
}

/// Where libxml2's headers are. Its pkg-config file would link the library too, which is opened at run time.
let xmlHeaders = "/usr/include/libxml2"
let importsXML = SwiftSetting.unsafeFlags(["-Xcc", "-I\(xmlHeaders)"])

/// Also in debug builds: ranking and learning are arithmetic over every entry, which takes fifty times as
/// long unoptimised, and the tests of them with it.
let optimized = SwiftSetting.unsafeFlags(["-O"])

/// The commands that tests run: beside the test bundle, unless AGENT_BIN_DIR names a directory with others.
let testedCommands: [Target.Dependency] =
  Context.environment["AGENT_BIN_DIR"] != nil
  ? []
  : [
    "agent", "agent-config", "agent-extract", "agent-memory", "agent-plan", "agent-serve", "agent-session",
    "agent-tool", "agent-turn", "agent-wake", "agentutils",
  ]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func nio(_ product: String) -> Target.Dependency { .product(name: product, package: "swift-nio") }

let package = Package(
  name: "agentutils",
  products: [
    .executable(name: "agent", targets: ["agent"]),
    .executable(name: "agent-memory", targets: ["agent-memory"]),
    .executable(name: "agent-plan", targets: ["agent-plan"]),
    .executable(name: "agent-turn", targets: ["agent-turn"]),
    .executable(name: "agent-session", targets: ["agent-session"]),
    .executable(name: "agent-extract", targets: ["agent-extract"]),
    .executable(name: "agent-config", targets: ["agent-config"]),
    .executable(name: "agent-tool", targets: ["agent-tool"]),
    .executable(name: "agent-wake", targets: ["agent-wake"]),
    .executable(name: "agent-serve", targets: ["agent-serve"]),
    .executable(name: "agentutils", targets: ["agentutils"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  ],
  targets: [
    // System
    .target(name: "CAgentSystem"),
    .target(name: "CLibrary"),
    .target(name: "CCurl", dependencies: ["CLibrary"]),
    .target(name: "CReadline", dependencies: ["CLibrary"]),
    .target(name: "CSQLite", dependencies: ["CLibrary"]),
    .target(name: "CUchardet", dependencies: ["CLibrary"]),
    .target(name: "CXML2", dependencies: ["CLibrary"], cSettings: [.unsafeFlags(["-I\(xmlHeaders)"])]),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CPCRE2"),

    // Libraries
    library("AgentJSON", []),
    library("AgentSystem", ["CAgentSystem"]),
    library("AgentCore", ["AgentJSON", "AgentSystem"]),
    library("AgentTime", ["AgentCore", "AgentSystem"]),
    library("AgentBudget", ["AgentTime", "AgentCore", "AgentJSON", "AgentSystem"]),
    library("AgentStore", ["AgentCore", "AgentSystem", "CSQLite"], extra: [optimized]),
    library(
      "AgentMemory", ["AgentStore", "AgentSession", "AgentCore", "AgentJSON", "AgentSystem"],
      extra: [optimized]),
    library("AgentPlan", ["AgentCore", "AgentJSON", "AgentSystem"]),
    library("AgentWake", ["AgentTime", "AgentStore", "AgentCore", "AgentJSON", "AgentSystem"]),
    library("AgentSession", ["AgentCore", "AgentJSON", "AgentSystem", "CAgentSystem"]),
    library(
      "AgentIndex", ["AgentSession", "AgentStore", "AgentCore", "AgentJSON", "AgentSystem"],
      extra: [optimized]),
    library("AgentHTTP", ["AgentCore", "AgentSystem", "CCurl"]),
    library(
      "AgentModel", ["AgentHTTP", "AgentCore", "AgentJSON", "AgentSystem"],
      exclude: ["Local/local_model_server.py"]),
    library("AgentSandbox", ["AgentCore", "AgentSystem"]),
    library("AgentApproval", ["AgentCore", "AgentJSON", "AgentSystem"], exclude: ["Resources"]),
    library("AgentFiles", ["AgentCore", "AgentJSON", "AgentSystem", "CAgentSystem"]),
    library(
      "AgentTools",
      [
        "AgentApproval", "AgentFiles", "AgentSandbox", "AgentHTTP", "AgentCore", "AgentJSON", "AgentSystem",
        "CAgentSystem",
        "CPCRE2",
      ], exclude: ["Resources"]),
    library(
      "AgentTurn",
      [
        "AgentBudget", "AgentModel", "AgentTools", "AgentApproval", "AgentFiles", "AgentSandbox",
        "AgentSession", "AgentCore",
        "AgentJSON", "AgentSystem",
      ]),
    library(
      "AgentExtract", ["AgentCore", "AgentJSON", "AgentSystem", "CXML2", "CZlib", "CUchardet"],
      exclude: ["Resources"], extra: [importsXML]),

    library("AgentServe", ["AgentSession", "AgentCore", "AgentJSON", "AgentSystem"]),
    library(
      "AgentServer",
      [
        "AgentServe", "AgentSession", "AgentCore", "AgentJSON", "AgentSystem", nio("NIOCore"),
        nio("NIOPosix"),
        nio("NIOHTTP1"),
      ]),
    library("AgentREPL", ["AgentSession", "AgentCore", "AgentJSON", "AgentSystem"]),

    // Commands
    library(
      "AgentCLI", ["AgentSandbox", "AgentCore", "AgentJSON", "AgentSystem", argumentParser],
      exclude: ["Resources"]),
    library(
      "TurnCommand",
      [
        "AgentCLI", "AgentTurn", "AgentBudget", "AgentTime", "AgentModel", "AgentTools", "AgentApproval",
        "AgentFiles", "AgentSandbox",
        "AgentSession",
        "AgentHTTP",
        "AgentCore",
        "AgentJSON",
        "AgentSystem", argumentParser,
      ]),
    library(
      "SessionCommand",
      [
        "AgentCLI", "AgentIndex", "AgentFiles", "AgentSession", "AgentCore", "AgentJSON", "AgentSystem",
        argumentParser,
      ], exclude: ["Resources"]),
    library("ExtractCommand", ["AgentCLI", "AgentExtract", argumentParser]),
    library(
      "ConfigCommand",
      [
        "AgentCLI", "AgentBudget", "AgentTime", "AgentApproval", "AgentModel", "AgentSession", "AgentHTTP",
        "AgentCore", "AgentJSON", "AgentSystem", argumentParser,
      ]),
    library(
      "ToolCommand",
      [
        "AgentCLI", "AgentTools", "AgentModel", "AgentApproval", "AgentSandbox", "AgentSession", "AgentCore",
        "AgentJSON", "AgentSystem",
        argumentParser,
      ], exclude: ["Resources"]),
    library(
      "MemoryCommand",
      [
        "AgentCLI", "AgentMemory", "AgentStore", "AgentSession", "AgentModel", "AgentHTTP", "AgentCore",
        "AgentJSON",
        "AgentSystem", argumentParser,
      ],
      exclude: ["Resources"]),
    library(
      "PlanCommand",
      [
        "AgentCLI", "AgentPlan", "AgentSession", "AgentCore", "AgentJSON", "AgentSystem", argumentParser,
      ],
      exclude: ["Resources"]),
    command("agent-plan", ["PlanCommand", "AgentCLI"]),
    library(
      "WakeCommand",
      [
        "AgentCLI", "AgentWake", "AgentTime", "AgentStore", "AgentSession", "AgentCore", "AgentJSON",
        "AgentSystem",
        argumentParser,
      ],
      exclude: ["Resources"]),
    library(
      "REPLCommand",
      [
        "AgentCLI", "AgentREPL", "AgentSession", "AgentCore", "AgentJSON", "AgentSystem", "CReadline",
        argumentParser,
      ]),
    library(
      "ServeCommand",
      [
        "AgentCLI", "AgentServer", "AgentServe", "AgentSession", "AgentCore", "AgentJSON", "AgentSystem",
        argumentParser,
      ],
      exclude: ["Resources"]),
    command("agent", ["REPLCommand"]),
    command("agent-serve", ["ServeCommand", "AgentCLI"]),
    command("agent-memory", ["MemoryCommand", "AgentCLI"]),
    command("agent-wake", ["WakeCommand", "AgentCLI"]),
    command("agent-turn", ["TurnCommand", "AgentCLI"]),
    command("agent-session", ["SessionCommand", "AgentCLI"]),
    command("agent-extract", ["ExtractCommand", "AgentCLI"]),
    command("agent-config", ["ConfigCommand", "AgentCLI"]),
    command("agent-tool", ["ToolCommand", "AgentCLI"]),
    command(
      "agentutils",
      [
        "TurnCommand", "SessionCommand", "ConfigCommand", "PlanCommand", "ToolCommand", "AgentCLI",
        argumentParser,
      ]),

    // Tests
    .executableTarget(
      name: "json-bench", dependencies: ["AgentJSON"], path: "Tests/Benchmarks", exclude: ["Figures"],
      swiftSettings: settings),
    .executableTarget(
      name: "system-probe", dependencies: ["AgentCore", "AgentJSON", "AgentSystem"],
      path: "Tests/Probes/system-probe", swiftSettings: settings),
    .executableTarget(
      name: "cli-probe", dependencies: ["AgentCLI", argumentParser], path: "Tests/Probes/cli-probe",
      swiftSettings: settings),
    library("AgentTesting", ["AgentCore", "AgentJSON", "AgentSystem"]),
    tests("AgentJSON", exclude: ["Cases"]),
    tests("AgentSystem", ["AgentTesting", "system-probe"]),
    tests("AgentCore", ["AgentTesting", "system-probe"]),
    tests("AgentSession", ["AgentTesting"]),
    tests(
      "AgentIndex", ["AgentTesting", "AgentSession", "AgentStore", "AgentCore", "AgentJSON", "AgentSystem"]),
    tests("AgentHTTP", ["AgentTesting"]),
    tests("AgentModel", ["AgentTesting"], exclude: ["Tables"]),
    tests("AgentSandbox", ["AgentTesting", "AgentCore"]),
    tests("AgentApproval", ["AgentTesting", "AgentCore", "AgentJSON"]),
    tests("AgentFiles", ["AgentTesting", "AgentCore", "AgentJSON", "AgentSystem"]),
    tests("AgentTools", ["AgentTesting", "AgentFiles", "AgentSandbox", "AgentHTTP"]),
    tests("AgentTurn", ["AgentTesting", "AgentSandbox"]),
    tests("AgentStore", ["AgentTesting", "AgentCore"]),
    tests("AgentMemory", ["AgentTesting", "AgentStore", "AgentCore", "AgentJSON", "AgentSystem"]),
    tests("AgentBudget", ["AgentTesting", "AgentTime", "AgentCore", "AgentJSON", "AgentSystem"]),
    tests("AgentPlan", ["AgentTesting", "AgentCore", "AgentJSON", "AgentSystem"]),
    tests(
      "AgentWake", ["AgentTesting", "AgentTime", "AgentStore", "AgentCore", "AgentJSON", "AgentSystem"],
      exclude: ["zone_vectors.py"]),
    tests(
      "AgentServe",
      ["AgentTesting", "AgentSession", "AgentCore", "AgentJSON", "AgentSystem"]),
    tests("AgentREPL", ["AgentTesting", "AgentCore", "AgentJSON"]),
    tests("AgentExtract", ["AgentTesting", "AgentCore", "AgentJSON", "AgentSystem"], extra: [importsXML]),
    tests("AgentCLI", ["AgentTesting", "cli-probe"]),
    tests("ConfigCommand", ["AgentTesting", "AgentCLI", "AgentCore", "AgentJSON", "AgentSystem"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "AgentTesting", "AgentMemory", "AgentWake", "AgentTime", "AgentBudget", "AgentStore", "AgentSession",
        "AgentCore", "AgentJSON", "AgentSystem",
      ] + testedCommands,
      swiftSettings: settings),
    .testTarget(
      name: "DocsTests",
      dependencies: [
        "AgentTesting", "AgentTools", "AgentCore", "AgentJSON", "AgentSystem",
      ] + testedCommands,
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer brings a main of its own and SwiftPM has no product for that, so the fuzzer is there only for
// bin/fuzz, which builds with the sanitizers that it needs.
if Context.environment["AGENT_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "agent-fuzz",
      dependencies: [
        "AgentTurn", "AgentTools", "AgentApproval", "AgentModel", "AgentHTTP", "AgentExtract", "AgentMemory",
        "AgentPlan", "AgentWake", "AgentTime", "AgentBudget", "AgentServe", "AgentSession", "AgentIndex",
        "AgentCore", "AgentREPL",
        "AgentJSON", "AgentSystem", "AgentTesting",
      ],
      path: "Tests/Fuzz", exclude: ["Seeds", "Dictionaries"], swiftSettings: settings))
}
