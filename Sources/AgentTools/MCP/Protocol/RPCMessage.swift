import AgentJSON

/// A message of JSON-RPC 2.0 as MCP uses it: one object, no batches. Pure.
enum RPCMessage: Sendable, Equatable {
  case request(id: JSON, method: String, params: JSONObject)
  case notification(method: String, params: JSONObject)
  case result(id: JSON, value: JSON)
  case failure(id: JSON, RPCError)

  /// Nesting beyond this is refused: readers of what is passed on may not be able to go as deep.
  static let depthLimit = 128

  /// - Throws: the error that the other side is to be told: -32700 for what is no JSON, -32600 for what is no
  ///   message.
  init(parsing bytes: ArraySlice<UInt8>) throws(RPCError) {
    let json: JSON
    do {
      json = try JSON(parsing: bytes, depthLimit: Self.depthLimit)
    } catch {
      throw RPCError(.parseError, "not JSON: \(error)")
    }
    self = try Self(json)
  }

  init(_ json: JSON) throws(RPCError) {
    guard json["jsonrpc"] == "2.0" else { throw RPCError(.invalidRequest, "not a JSON-RPC 2.0 message") }
    let id = json["id"]
    if let method = json["method"]?.string {
      let params = json["params"] ?? [:]
      guard let params = params.object else {
        throw RPCError(.invalidRequest, "'params' must be an object")
      }
      guard let id else {
        self = .notification(method: method, params: params)
        return
      }
      guard id.string != nil || id.int != nil else {
        throw RPCError(.invalidRequest, "'id' must be a string or an integer")
      }
      self = .request(id: id, method: method, params: params)
    } else if let error = json["error"] {
      self = .failure(id: id ?? .null, RPCError(parsing: error))
    } else if let id, let value = json["result"] {
      self = .result(id: id, value: value)
    } else {
      throw RPCError(.invalidRequest, "neither a request nor an answer")
    }
  }

  var json: JSON {
    var message: JSONObject = ["jsonrpc": "2.0"]
    switch self {
    case .request(let id, let method, let params):
      message.append("id", id)
      message.append("method", .string(method))
      message.append("params", .object(params))
    case .notification(let method, let params):
      message.append("method", .string(method))
      if !params.isEmpty { message.append("params", .object(params)) }
    case .result(let id, let value):
      message.append("id", id)
      message.append("result", value)
    case .failure(let id, let error):
      message.append("id", id)
      message.append("error", error.json)
    }
    return .object(message)
  }

  /// The message as a line, which it is framed by on pipes.
  var line: [UInt8] {
    var bytes = json.bytes
    bytes.append(0x0a)
    return bytes
  }
}

/// An error as JSON-RPC tells it.
struct RPCError: Error, Sendable, Equatable {
  /// The codes of JSON-RPC and of MCP that we tell or look at.
  enum Code: Int, Sendable {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case internalError = -32603
    case unsupportedVersion = -32022
  }

  var code: Int
  var message: String
  var data: JSON?

  init(_ code: Code, _ message: String, data: JSON? = nil) {
    self.init(code: code.rawValue, message: message, data: data)
  }

  init(code: Int, message: String, data: JSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// Takes what the other side calls an error, whatever it is.
  init(parsing json: JSON) {
    let words = json["message"]?.string ?? json.text
    self.init(code: json["code"]?.int ?? 0, message: String(words.prefix(2048)), data: json["data"])
  }

  var isUnsupportedVersion: Bool { code == Code.unsupportedVersion.rawValue }

  var json: JSON {
    var object: JSONObject = ["code": .int(code), "message": .string(message)]
    object.append("data", ifPresent: data)
    return .object(object)
  }
}
