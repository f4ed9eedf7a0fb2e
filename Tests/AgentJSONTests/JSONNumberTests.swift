import AgentJSON
import Testing

struct JSONNumberTests {
  @Test(
    "has an integer exactly when it is one that fits",
    arguments: [
      ("1.0", 1), ("-0", 0), ("-0.0", 0), ("1e3", 1000), ("1E+2", 100), ("120e-1", 12), ("-2.50e1", -25),
      ("0e999999999999999999999", 0), ("9007199254740993.0", 9_007_199_254_740_993),
      ("9223372036854775807.0", .max), ("-9223372036854775808.0", .min), ("9223372036854775808", nil),
      ("1.5", nil), ("1.0000000000000000000001", nil), ("1e-1", nil), ("1e19", nil), ("1e400", nil),
      ("1e99999999999999999999", nil), ("0.1e1", 1), ("1234567890123456789012345678901234567890", nil),
    ] as [(String, Int?)])
  func integers(text: String, int: Int?) throws {
    #expect(try JSON(parsing: text).int == int)
  }

  @Test(arguments: [("1.10", 1.1), ("-0", -0.0), ("1E400", .infinity), ("1e-400", 0)] as [(String, Double)])
  func doubles(text: String, double: Double) throws {
    #expect(try JSON(parsing: text).double == double)
  }
}
