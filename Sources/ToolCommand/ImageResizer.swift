import AgentCLI
import AgentCore
import AgentSystem
import Glibc

/// Makes images smaller by a program that is installed: vipsthumbnail(1), which is the quickest, else ImageMagick.
///
/// The program gets a copy under a name of ours, since both read more into a file's name than its name.
struct ImageResizer {
  /// Pixels along the longer side.
  static let longestSide = ImageHeader.longestKept
  private static let patience = 60_000

  private enum Tool {
    case vips(String)
    case magick(String)
  }

  private let context: CommandContext
  private let tool: Tool

  /// nil where no such program is installed.
  init?(_ context: CommandContext) {
    let path = context.environment["PATH"]
    if let program = ChildProcess.find("vipsthumbnail", path: path) {
      tool = .vips(program)
    } else if let program = ChildProcess.find("magick", path: path)
      ?? ChildProcess.find("convert", path: path)
    {
      tool = .magick(program)
    } else {
      return nil
    }
    self.context = context
  }

  /// A JPEG image of a JPEG image, a PNG image of any other; of an animation its first picture.
  func resize(_ bytes: [UInt8], _ mediaType: String, _ name: String) throws(AgentError) -> [UInt8] {
    let folder = "\(context.environment["TMPDIR"] ?? "/tmp")/agent-tool-\(getpid())-\(RandomBytes.hex(4))"
    let isPhoto = mediaType == "image/jpeg"
    let format = isPhoto ? "jpg" : "png"
    let (input, output) = ("\(folder)/in", "\(folder)/out.\(format)")
    defer {
      for path in [input, output, folder] { remove(path.system) }
    }
    do throws(SystemError) {
      if mkdir(folder.system, 0o700) != 0 { throw SystemError("mkdir", folder) }
      try Files.writeNew(input, bytes)
      let result = try BoundedRun.run(
        command(input, mediaType, output), environment: ProcessEnvironment.forPrograms(context.environment),
        directory: folder, input: [], outputLimit: 4096, deadline: .after(milliseconds: Self.patience),
        cancellation: context.cancellation)
      guard case .exited(.code(0)) = result.ending else {
        let words = result.errors.split(separator: "\n").first.map { ": \($0)" } ?? ""
        throw SystemError("resize\(words)", name, number: 0)
      }
      return try Files.read(output, limit: ObserveTool.sentLimit)
    } catch {
      if error.number != 0 { throw AgentError(error) }
      throw AgentError(.badData, "could not be made smaller\(error.call.dropFirst(6))", object: name)
    }
  }

  private func command(_ input: String, _ mediaType: String, _ output: String) -> [String] {
    let size = "\(Self.longestSide)x\(Self.longestSide)>"
    switch tool {
    case .vips(let program): return [program, input, "--size", size, "--output", output]
    case .magick(let program):
      let limits = ["-limit", "memory", "256MiB", "-limit", "map", "512MiB", "-limit", "disk", "1GiB"]
      return [program] + limits + [
        "\(mediaType.split(separator: "/")[1]):\(input)[0]", "-resize", size, output,
      ]
    }
  }
}
