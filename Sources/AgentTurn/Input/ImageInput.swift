public import AgentCore
public import AgentJSON
public import AgentSandbox
public import AgentSystem
import Glibc

/// `-i`: a picture for the model, from a file or by URL.
public enum ImageInput {
  /// Most bytes of an image that is sent.
  public static let limit = 20 << 20
  /// Most bytes of one that is made smaller.
  private static let readLimit = 64 << 20

  /// An `input_image` part. A URL is handed on as it is; a file becomes a `data:` URL, of a smaller image where it has
  /// more pixels than models keep.
  /// - Parameter mode: how confined that is done.
  public static func part(
    _ source: String, base: String, environment: [String: String], mode: SandboxPolicy.Mode,
    cancellation: Cancellation
  ) throws(AgentError) -> JSON {
    if source.hasPrefix("https://") || source.hasPrefix("http://") || source.hasPrefix("data:image/") {
      return InputItem.image(url: source)
    }
    let path = Path.absolute(source, base: base)
    let bytes: [UInt8]
    do throws(SystemError) {
      // Opening a pipe would wait for whoever writes it.
      if let status = try Files.status(path), status.st_mode & S_IFMT != S_IFREG {
        throw SystemError("open", path, number: EISDIR)
      }
      bytes = try Files.read(path, limit: readLimit)
    } catch {
      if error.number == EISDIR { throw AgentError(.badData, "is not a file", object: source) }
      throw AgentError(error)
    }
    guard let type = ImageHeader.mediaType(bytes) else {
      throw AgentError(.badData, "is not a PNG, JPEG, GIF or WebP image", object: source)
    }
    let size = ImageHeader(bytes).map { max($0.width, $0.height) } ?? 0
    if bytes.count > limit || size > ImageHeader.longestKept,
      let url = try LargeImage(path, source, in: base, environment: environment, mode: mode).url(cancellation)
    {
      return InputItem.image(url: url)
    }
    return InputItem.image(url: "data:\(type);base64,\(Base64.encode(bytes))")
  }
}
