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
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: settings)
}

func command(_ name: String, _ libraries: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: libraries, swiftSettings: settings)
}

func tests(_ target: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(target)Tests", dependencies: [.init(stringLiteral: target)] + dependencies,
    path: "Tests/\(target)Tests", exclude: exclude, swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "agentutils",
  products: [
    .executable(name: "agent-turn", targets: ["agent-turn"]),
    .executable(name: "agent-session", targets: ["agent-session"]),
    .executable(name: "agent-extract", targets: ["agent-extract"]),
    .executable(name: "agent-config", targets: ["agent-config"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // System
    .target(name: "CSystem"),
    .target(name: "CCurl"),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0"),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CUchardet"),
    .systemLibrary(name: "CPCRE2"),

    // Libraries
    library("AgentJSON", []),
    library("AgentSystem", ["CSystem"]),
    library("AgentCore", ["AgentJSON", "AgentSystem"]),
    library("AgentSession", ["AgentCore", "AgentJSON", "AgentSystem", "CSystem"]),
    library("AgentHTTP", ["AgentCore", "AgentSystem", "CCurl"]),
    library(
      "AgentModel", ["AgentHTTP", "AgentCore", "AgentJSON", "AgentSystem"],
      exclude: ["Local/local_model_server.py"]),
    library("AgentTools", ["AgentCore", "AgentJSON", "AgentSystem", "CSystem", "CPCRE2"]),
    library(
      "AgentTurn", ["AgentModel", "AgentTools", "AgentSession", "AgentCore", "AgentJSON", "AgentSystem"]),
    library(
      "AgentExtract", ["AgentCore", "AgentJSON", "AgentSystem", "CXML2", "CZlib", "CUchardet"],
      exclude: ["Resources"]),

    // Commands
    library("AgentCLI", ["AgentCore", "AgentJSON", "AgentSystem", argumentParser]),
    library(
      "TurnCommand",
      [
        "AgentCLI", "AgentTurn", "AgentModel", "AgentTools", "AgentSession", "AgentHTTP", "AgentCore",
        "AgentJSON",
        "AgentSystem", argumentParser,
      ]),
    library("SessionCommand", ["AgentCLI", "AgentSession", argumentParser]),
    library("ExtractCommand", ["AgentCLI", "AgentExtract", argumentParser]),
    library(
      "ConfigCommand",
      [
        "AgentCLI", "AgentModel", "AgentSession", "AgentHTTP", "AgentCore", "AgentJSON", "AgentSystem",
        argumentParser,
      ]),
    command("agent-turn", ["TurnCommand", "AgentCLI"]),
    command("agent-session", ["SessionCommand", "AgentCLI"]),
    command("agent-extract", ["ExtractCommand", "AgentCLI"]),
    command("agent-config", ["ConfigCommand", "AgentCLI"]),

    // Tests
    .executableTarget(
      name: "json-bench", dependencies: ["AgentJSON"], path: "Tests/Benchmarks", swiftSettings: settings),
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
    tests("AgentHTTP", ["AgentTesting"]),
    tests("AgentModel", ["AgentTesting"], exclude: ["Tables"]),
    tests("AgentTools", ["AgentTesting"]),
    tests("AgentTurn", ["AgentTesting"]),
    tests("AgentExtract", ["AgentTesting", "AgentCore", "AgentJSON", "AgentSystem"]),
    tests("AgentCLI", ["AgentTesting", "cli-probe"]),
    tests("ConfigCommand", ["AgentTesting", "AgentCore", "AgentJSON", "AgentSystem"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "AgentTesting", "AgentCore", "AgentJSON", "AgentSystem", "agent-turn", "agent-session",
        "agent-extract", "agent-config",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DocsTests",
      dependencies: [
        "AgentTesting", "AgentCore", "AgentJSON", "AgentSystem", "agent-turn", "agent-session",
        "agent-extract",
        "agent-config",
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
