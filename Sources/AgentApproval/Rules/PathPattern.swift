import AgentSystem

/// The pattern of a rule for paths: `*` and the like within a name, `**` for any number of directories. Pure.
///
/// One that begins with a slash is for absolute paths, another for paths from the workspace.
struct PathPattern: Sendable, Equatable {
  private enum Segment: Sendable, Equatable {
    case anyDepth
    case name(Glob)
  }

  private let segments: [Segment]
  let isAbsolute: Bool

  init(_ text: String) {
    isAbsolute = text.utf8.first == UInt8(ascii: "/")
    segments = text.utf8.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }.map {
      part in
      part.elementsEqual("**".utf8) ? .anyDepth : .name(Glob(Array(part)))
    }
  }

  /// - Parameters:
  ///   - path: absolute.
  ///   - workspace: where relative patterns begin.
  func matches(_ path: String, workspace: String) -> Bool {
    let names: [[UInt8]]
    if isAbsolute {
      names = Self.names(path)
    } else {
      guard let relative = Path.relative(path, to: workspace) else { return false }
      names = relative == "." ? [] : Self.names(relative)
    }
    return matches(names[...])
  }

  /// Where a name does not fit, the last `**` takes one more.
  private func matches(_ names: ArraySlice<[UInt8]>) -> Bool {
    var segment = 0
    var name = names.startIndex
    var last: (segment: Int, name: Int)?
    while name < names.endIndex {
      if segment < segments.count {
        switch segments[segment] {
        case .anyDepth:
          last = (segment, name)
          segment += 1
          continue
        case .name(let glob):
          if glob.matches(names[name]) {
            segment += 1
            name += 1
            continue
          }
        }
      }
      guard let star = last else { return false }
      last = (star.segment, star.name + 1)
      segment = star.segment + 1
      name = star.name + 1
    }
    return segments[segment...].allSatisfy { $0 == .anyDepth }
  }

  private static func names(_ path: String) -> [[UInt8]] {
    path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
  }
}
