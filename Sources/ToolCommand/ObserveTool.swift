import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// The tool `observe`: images for the model, printed as parts. What is within the model's limit is handed on as it is,
/// by its path; what is larger is made smaller first, since a model keeps no more of it.
struct ObserveTool {
  /// Bytes of an image file.
  static let sizeLimit = 64 << 20
  /// Bytes of one that is handed on.
  static let sentLimit = 20 << 20
  /// Pixels of an image that is decoded: what is small as a file may be enormous.
  static let pixelLimit = 100_000_000

  private let context: CommandContext

  init(_ context: CommandContext) { self.context = context }

  func run(_ arguments: JSON) throws(AgentError) -> ExitStatus {
    let sources = arguments["sources"]?.array ?? [arguments["sources"] ?? .null]
    // Nothing is shown where something cannot be: the model asks again for the rest.
    var files: [(path: String, name: String)] = []
    for source in sources { files.append(try file(source)) }
    var parts: [JSON] = []
    for file in files { parts += try show(file.path, as: file.name) }
    for part in parts { try context.output.record(part) }
    return .done
  }

  /// The path of a source, and what it is called.
  private func file(_ source: JSON) throws(AgentError) -> (path: String, name: String) {
    let text = source.string
    let isAddress =
      text.map { $0.lowercased().hasPrefix("http://") || $0.lowercased().hasPrefix("https://") } ?? false
    let given = source["path"] != nil ? "path" : source["url"] != nil ? "url" : "path"
    switch isAddress ? "url" : source["target"]?.string ?? given {
    case "url":
      throw AgentError(
        .missingTool, "web addresses are shown by agent-web, which is not installed",
        object: text ?? source["url"]?.string ?? "url")
    case "screen", "window":
      throw AgentError(
        .missingTool, "screens and windows are shown by agent-screen, which is not installed",
        object: source["target"]?.string)
    default:
      guard let path = text ?? source["path"]?.string, !path.isEmpty else {
        throw AgentError(.usage, "a source has no path", object: "observe")
      }
      return (path, source["image_name"]?.string ?? path)
    }
  }

  private func show(_ path: String, as name: String) throws(AgentError) -> [JSON] {
    let bytes: [UInt8]
    do throws(SystemError) {
      let absolute = context.absolute(path)
      guard let status = try Files.status(absolute) else { throw SystemError("open", path, number: ENOENT) }
      // Opening a pipe would wait for whoever writes it.
      guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError("open", path, number: EISDIR) }
      bytes = try Files.read(absolute, limit: Self.sizeLimit)
    } catch {
      if error.number == EISDIR { throw AgentError(.badData, "is not a file", object: path) }
      throw AgentError(error)
    }
    guard let header = ImageHeader(bytes) else {
      throw AgentError(.badData, "is not a PNG, JPEG, GIF or WebP image", object: path)
    }
    let size = "\(header.width)x\(header.height)"
    if max(header.width, header.height) <= ImageResizer.longestSide, bytes.count <= Self.sentLimit {
      return [Self.text("\(name): \(header.mediaType), \(size)"), ["type": "image", "path": .string(path)]]
    }
    if header.width * header.height > Self.pixelLimit {
      throw AgentError(.tooLarge, "has \(size) pixels", object: path, hint: "cut out a part of it")
    }
    guard let resizer = ImageResizer(context) else {
      if bytes.count > Self.sentLimit {
        throw AgentError(.tooLarge, "has \(bytes.count) bytes", object: path)
      }
      if max(header.width, header.height) > ImageHeader.longestTaken {
        throw AgentError(
          .tooLarge, "has \(size) pixels", object: path, hint: "install libvips-tools or imagemagick")
      }
      let note = "not made smaller: neither libvips-tools nor imagemagick is installed"
      return [
        Self.text("\(name): \(header.mediaType), \(size), \(note)"),
        ["type": "image", "path": .string(path)],
      ]
    }
    let smaller = try resizer.resize(bytes, header.mediaType, path)
    guard let shown = ImageHeader(smaller) else {
      throw AgentError(.badData, "could not be made smaller", object: path)
    }
    return [
      Self.text("\(name): \(header.mediaType), \(size), shown as \(shown.width)x\(shown.height)"),
      [
        "type": "image", "media_type": .string(shown.mediaType), "data": .string(Base64.encode(smaller)),
      ],
    ]
  }

  private static func text(_ line: String) -> JSON { ["type": "text", "text": .string(line + "\n")] }
}
