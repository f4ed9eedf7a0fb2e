public import AgentCore
public import AgentJSON
import AgentSystem
import Glibc

/// `-i`: a picture for the model, from a file or by URL.
public enum ImageInput {
  /// Most bytes of an image file.
  public static let limit = 20 << 20

  /// An `input_image` part. A URL is handed on as it is; a file becomes a `data:` URL.
  public static func part(_ source: String, base: String) throws(AgentError) -> JSON {
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
      bytes = try Files.read(path, limit: limit)
    } catch {
      if error.number == EISDIR { throw AgentError(.badData, "is not a file", object: source) }
      throw AgentError(error)
    }
    guard let type = ImageHeader.mediaType(bytes) else {
      throw AgentError(.badData, "is not a PNG, JPEG, GIF or WebP image", object: source)
    }
    return InputItem.image(url: "data:\(type);base64,\(Base64.encode(bytes))")
  }
}
