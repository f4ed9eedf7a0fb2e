import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// The files of one extension folder: those that may be run, the description files beside them, and what is
/// wrong with the rest. Nothing is run.
struct ExtensionFolder {
  /// A description file.
  struct Sidecar: Sendable, Equatable {
    let path: String
    /// `NAME` of `NAME.tool.json`.
    let name: String
    let objects: [JSON]
  }

  let kind: ExtensionKind
  let origin: ExtensionOrigin
  /// Absolute, links resolved.
  let path: String
  private(set) var files: [ExtensionFile] = []
  private(set) var sidecars: [Sidecar] = []
  private(set) var problems: [ExtensionProblem] = []

  /// Files looked at in a folder.
  static let entryLimit = 1000
  static let sidecarSuffix = ".tool.json"

  /// - Parameters:
  ///   - path: of a folder that need not be there.
  ///   - only: the one program that is meant; whoever names it answers for the folder.
  init(_ path: String, kind: ExtensionKind, origin: ExtensionOrigin, only: String? = nil) {
    self.kind = kind
    self.origin = origin
    self.path = (try? Path.resolved(path)) ?? path
    guard Files.exists(path) else { return }
    let names: [String]
    do throws(ExtensionFile.Refusal) {
      names = try list(only: only)
    } catch {
      add(path, error.reason)
      return
    }
    if names.count > Self.entryLimit {
      add(path, "has more than \(Self.entryLimit) files; the rest is left out")
    }
    for name in names.prefix(Self.entryLimit)
    where only != nil || !name.hasPrefix(".") && !name.hasPrefix("_") {
      look(at: name)
    }
  }

  private func list(only: String?) throws(ExtensionFile.Refusal) -> [String] {
    do throws(SystemError) {
      guard let status = try Files.status(path), status.st_mode & S_IFMT == S_IFDIR else {
        throw SystemError("opendir", path, number: ENOTDIR)
      }
      if let only {
        let stem = only.split(separator: ".").first.map { String($0) } ?? only
        let sidecars = Set([only, stem]).map { $0 + Self.sidecarSuffix }
        return [only] + sidecars.filter { Files.exists(Path.join(path, $0)) }.sorted()
      }
      if (try? ExtensionFile.checkWritable(status)) == nil {
        throw SystemError("opendir", path, number: EPERM)
      }
      return try Files.list(path)
    } catch {
      throw ExtensionFile.Refusal(
        reason: error.number == EPERM
          ? "belongs to another user or can be written by others (chmod go-w \(path))"
          : "cannot be read: \(error.reason)")
    }
  }

  private mutating func look(at name: String) {
    do throws(ExtensionFile.Refusal) {
      if name.hasSuffix(Self.sidecarSuffix) {
        sidecars.append(try readSidecar(name))
      } else if let file = try ExtensionFile.read(name, in: path) {
        files.append(file)
      }
    } catch {
      add(Path.join(path, name), error.reason)
    }
  }

  private func readSidecar(_ name: String) throws(ExtensionFile.Refusal) -> Sidecar {
    let file = Path.join(path, name)
    let bytes: [UInt8]
    do throws(SystemError) {
      let descriptor = try Descriptor(opening: file, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
      var status = stat()
      guard fstat(descriptor.raw, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw SystemError("open", file, number: ENODEV)
      }
      if (try? ExtensionFile.checkWritable(status)) == nil { throw SystemError("open", file, number: EPERM) }
      bytes = try IO.readToEnd(descriptor.raw, limit: DescribeRun.outputLimit, of: file)
    } catch {
      switch error.number {
      case EPERM: throw ExtensionFile.Refusal(reason: "belongs to another user or can be written by others")
      case ELOOP, ENODEV: throw ExtensionFile.Refusal(reason: "is not a regular file")
      default: throw ExtensionFile.Refusal(reason: "cannot be read: \(error.reason)")
      }
    }
    let objects = try Self.objects(bytes)
    return Sidecar(path: file, name: String(name.dropLast(Self.sidecarSuffix.count)), objects: objects)
  }

  /// One object, or a list of them.
  static func objects(_ bytes: [UInt8]) throws(ExtensionFile.Refusal) -> [JSON] {
    let value: JSON
    do {
      value = try JSON(parsing: bytes, depthLimit: 64)
    } catch {
      throw ExtensionFile.Refusal(reason: "the description is not JSON: \(error)")
    }
    let objects = value.array ?? [value]
    if objects.isEmpty || objects.contains(where: { $0.object == nil }) {
      throw ExtensionFile.Refusal(reason: "the description is no object and no list of them")
    }
    if objects.count > 100 { throw ExtensionFile.Refusal(reason: "describes more than 100 things") }
    return objects
  }

  private mutating func add(_ path: String, _ reason: String) {
    problems.append(ExtensionProblem(kind: kind, origin: origin, path: path, reason: reason))
  }
}
