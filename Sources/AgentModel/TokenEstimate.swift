public import AgentJSON
public enum TokenEstimate {
  public static func tokens(in text: String) -> Int { text.utf8.count / 4 }
  public static func tokens(of value: JSON) -> Int { value.bytes.count / 4 }
  public static func tokens(of request: ModelRequest) -> Int { request.instructions.utf8.count / 4 + request.input.reduce(0) { $0 + tokens(of: $1) } }
}
