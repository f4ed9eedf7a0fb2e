import AgentCore
import AgentJSON
import AgentSandbox
public import AgentSystem

/// Finds the extensions of a kind: those of the user, then those of the project where that is trusted. One that
/// is broken costs one ``ExtensionProblem`` and nothing else.
public struct ExtensionCatalog {
  /// What was found.
  public struct Listing: Sendable {
    public var found: [Extension] = []
    public var problems: [ExtensionProblem] = []
  }

  private let host: ExtensionHost
  private let clock: Clock

  public init(_ host: ExtensionHost, clock: Clock = .system) {
    self.host = host
    self.clock = clock
  }

  /// - Parameter reserved: the names of what is there already, which no extension may take.
  public func discover(_ kind: ExtensionKind, reserved: Set<String> = []) -> Listing {
    var listing = Listing()
    var folders = [ExtensionFolder(host.runtime.folder(of: kind), kind: kind, origin: .user)]
    switch ProjectTrust(host.runtime).state(of: host.policy.workspace) {
    case .empty: break
    case .trusted:
      folders.append(ExtensionFolder(host.projectFolder(kind), kind: kind, origin: .project))
    case .untrusted(let why):
      if Files.exists(host.projectFolder(kind)) {
        listing.problems.append(
          ExtensionProblem(kind: kind, origin: .project, path: host.projectFolder(kind), reason: why))
      }
    }
    add(folders, to: &listing, reserved: reserved)
    return listing
  }

  /// The one file that a person has named.
  public func discover(file path: String, kind: ExtensionKind = .tools, reserved: Set<String> = []) -> Listing
  {
    var listing = Listing()
    let folder = ExtensionFolder(
      Path.parent(path), kind: kind, origin: .project, only: Path.name(path))
    add([folder], to: &listing, reserved: reserved)
    if listing.found.isEmpty, listing.problems.isEmpty {
      listing.problems.append(
        ExtensionProblem(
          kind: kind, origin: .project, path: path,
          reason: Files.exists(path) ? "is no executable" : "there is no such file"))
    }
    return listing
  }

  private func add(_ folders: [ExtensionFolder], to listing: inout Listing, reserved: Set<String>) {
    var candidates: [Candidate] = []
    for folder in folders {
      listing.problems += folder.problems
      candidates += Candidates.make(folder, host)
    }
    describe(&candidates)
    var names = reserved
    for candidate in candidates {
      for description in candidate.descriptions {
        do throws(ExtensionFile.Refusal) {
          let made = try candidate.make(description, host, taken: names)
          names.insert(made.name)
          listing.found.append(made)
        } catch {
          listing.problems.append(candidate.problem(error.reason))
        }
      }
      if let reason = candidate.refusal { listing.problems.append(candidate.problem(reason)) }
    }
  }

  /// Asks those that have neither description file nor tags, or remembers what they have said.
  private func describe(_ candidates: inout [Candidate]) {
    let asked = candidates.indices.filter { candidates[$0].mustBeAsked }
    if asked.isEmpty { return }
    var cache = DescribeCache(host.runtime, now: clock.now())
    var open: [Int] = []
    for index in asked {
      if let answer = cache[candidates[index].path, candidates[index].cacheKey] {
        candidates[index].take(answer)
      } else {
        open.append(index)
      }
    }
    if open.isEmpty { return }
    let questions = open.compactMap { candidates[$0].question }
    for (index, answer) in zip(open, DescribeRun(host).ask(questions)) {
      candidates[index].take(answer)
      if !host.isWithinExtension {
        cache.keep(answer, of: candidates[index].path, key: candidates[index].cacheKey)
      }
    }
    cache.save()
  }
}

extension RuntimeDirectory {
  func folder(of kind: ExtensionKind) -> String { file(kind.rawValue) }
}
