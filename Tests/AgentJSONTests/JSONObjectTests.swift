import AgentJSON
import Testing

struct JSONObjectTests {
  @Test func keepsTheOrderOfItsMembers() {
    var object: JSONObject = ["z": 1, "a": 2]
    object["m"] = 3
    object["z"] = 9
    #expect(object.keys == ["z", "a", "m"])
    #expect(JSON.object(object).text == #"{"z":9,"a":2,"m":3}"#)
  }

  @Test("of a name that stands twice the last answers, and both are written")
  func doubledNames() throws {
    var object = try #require(try JSON(parsing: #"{"a":1,"b":0,"a":2}"#).object)
    #expect(object.count == 3)
    #expect(object["a"] == 2)
    #expect(JSON.object(object).text == #"{"a":1,"b":0,"a":2}"#)
    object["a"] = 3
    #expect(JSON.object(object).text == #"{"a":1,"b":0,"a":3}"#)
    object["a"] = nil
    #expect(object.keys == ["b"])
  }

  @Test("names are compared by their bytes, not as Swift compares letters")
  func composedNames() {
    var object: JSONObject = ["\u{e9}": 1]
    #expect(object["e\u{301}"] == nil)
    object["e\u{301}"] = 2
    #expect(object.count == 2)
    #expect(object["\u{e9}"] == 1)
    object["e\u{301}"] = nil
    #expect(object["\u{e9}"] == 1)
  }

  @Test func valuesAreEqualWhenTheyHaveTheSameBytes() {
    let (composed, apart): (JSON, JSON) = ("\u{e9}", "e\u{301}")
    #expect(composed != apart)
    #expect(JSON.object(["\u{e9}": 1]) != .object(["e\u{301}": 1]))
    #expect(Set([composed, apart, [composed], [apart], "\u{e9}"]).count == 4)
    #expect(Set<JSON>([["a", "b"], ["ab", ""]]).count == 2)
  }

  @Test func appendsWhatIsThere() {
    var object = JSONObject()
    #expect(object.isEmpty)
    object.append("a", 1)
    object.append("b", ifPresent: nil)
    object.append("c", ifPresent: 3)
    object.append(contentsOf: ["d": 4])
    #expect(object.map(\.key) == ["a", "c", "d"])
  }
}
