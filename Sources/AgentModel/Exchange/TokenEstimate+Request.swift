public import AgentCore
public import AgentJSON
import AgentSystem

extension TokenEstimate {
  /// Tokens of one Responses item: its texts, and a few for its frame.
  public static func tokens(inItem item: JSON) -> Int {
    frame + tokens(inValue: item, of: nil)
  }

  /// Tokens of a whole request: instructions, items and the descriptions of tools.
  public static func tokens(in request: ModelRequest) -> Int {
    var sum = tokens(in: request.instructions) + frame
    for item in request.input { sum += tokens(inItem: item) }
    for tool in request.tools {
      sum += frame + tokens(in: tool.name) + tokens(in: tool.description) + tokens(in: tool.parameters.text)
    }
    if let format = request.format { sum += tokens(in: format.text) }
    return sum
  }

  /// What an item costs beside its text, and what an image costs at middle size.
  private static let frame = 4
  private static let image = 1000

  /// What an image costs at most, and the pixels along one side of the square that counts as a token; images are
  /// made to fit into 2048 pixels first.
  private static let imageLimit = 1536
  private static let patch = 32
  /// Base64 digits in which the header of an image is looked for: a multiple of four.
  private static let headerLength = 1 << 16

  private static func tokens(ofImage url: String) -> Int {
    guard url.hasPrefix("data:"), let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")),
      let bytes = Base64.decode(url.utf8[url.utf8.index(after: comma)...].prefix(headerLength)),
      let header = ImageHeader(bytes)
    else { return image }
    let longest = max(header.width, header.height, 2048)
    func patches(_ side: Int) -> Int { (side * 2048 / longest + patch - 1) / patch }
    return min(imageLimit, patches(header.width) * patches(header.height))
  }

  /// Members of an item that the model does not read as text.
  private static func isSilent(_ member: String) -> Bool {
    switch member {
    case "type", "id", "call_id", "status", "role", "annotations", "logprobs", "phase", "detail": true
    default: false
    }
  }

  private static func tokens(inValue value: JSON, of member: String?) -> Int {
    switch value {
    case .string(let text):
      if member == "encrypted_content" { return tokensOfSealed(text) }
      return text.hasPrefix("data:") ? text.utf8.count / 3 : tokens(in: text)
    case .array(let elements): return elements.reduce(0) { $0 + tokens(inValue: $1, of: nil) }
    case .object(let object):
      if object["type"]?.string == "input_image" { return tokens(ofImage: object["image_url"]?.string ?? "") }
      return object.members.reduce(0) { sum, member in
        isSilent(member.key) ? sum : sum + tokens(inValue: member.value, of: member.key)
      }
    default: return 0
    }
  }

  /// Encrypted reasoning is base64 over some 650 bytes of its own and about 4 bytes a token.
  private static func tokensOfSealed(_ text: String) -> Int { max(0, text.utf8.count * 3 / 4 - 650) / 4 }
}
