@testable import AgentExtract
import Glibc
import Testing

struct EncodingDetectorTests {
  static let french =
    "L'été dernier, à la plage, nous avons mangé des crêpes. Où êtes-vous allés ? C'était très cher.\n"
  static let russian =
    "Широкая электрификация южных губерний даст мощный толчок подъёму сельского хозяйства.\n"
  static let greek =
    "Η ελληνική γλώσσα είναι μία από τις ινδοευρωπαϊκές γλώσσες. Σήμερα ο καιρός είναι καλός.\n"
  static let turkish =
    "Bugün hava çok güzel, çocuklar bahçede oynuyor. İnsanlar şimdi işe gidiyor, ağaçlar çiçek açtı.\n"
  static let hebrew = "היום מזג האוויר יפה מאוד ואנחנו הולכים לטייל בפארק עם הילדים שלנו.\n"
  static let japanese = "日本語は、主に日本国内で使用されている言語です。今日は天気がとても良いので、公園へ行きましょう。\n"
  static let chinese = "汉语是世界上使用人数最多的语言之一。今天天气很好，我们一起去公园散步吧。\n"
  static let taiwanese = "漢語是世界上使用人數最多的語言之一。今天天氣很好，我們一起去公園散步吧。\n"
  static let korean = "한국어는 대한민국의 공용어이다. 오늘은 날씨가 매우 좋아서 우리는 공원으로 산책을 갑니다.\n"

  static let czech =
    "Příliš žluťoučký kůň úpěl ďábelské ódy. Dnes je krásné počasí a děti si hrají na zahradě.\n"
  static let polish = "Zażółć gęślą jaźń. Dzisiaj jest ładna pogoda, więc idziemy na długi spacer.\n"
  static let hungarian = "Árvíztűrő tükörfúrógép. A gyerekek ma a kertben játszanak, mert süt a nap.\n"
  static let accented =
    "Άνθρωποι και ζώα ζουν μαζί. Άλλοι λένε ότι ο χειμώνας είναι βαρύς. Άρα μένουμε εδώ.\n"

  static let cases: [(String, String)] = [
    (french, "UTF-8"), (french, "CP1252"), (french, "UTF-16LE"), (french, "UTF-16BE"), (french, "UTF-32LE"),
    (french, "UTF-32BE"), (russian, "CP1251"), (russian, "KOI8-R"), (russian, "UTF-16LE"), (greek, "CP1253"),
    (turkish, "CP1254"), (hebrew, "CP1255"), (japanese, "CP932"), (japanese, "EUC-JP"),
    (japanese, "ISO-2022-JP"), (japanese, "UTF-16LE"), (chinese, "GB18030"), (chinese, "UTF-16BE"),
    (taiwanese, "BIG5"), (korean, "EUC-KR"), (korean, "ISO-2022-KR"),
    (czech, "CP1250"), (czech, "ISO-8859-2"), (polish, "CP1250"), (polish, "ISO-8859-2"),
    (hungarian, "ISO-8859-2"), (hungarian, "CP1250"), (accented, "CP1253"), (accented, "ISO-8859-7"),
  ]

  @Test(arguments: cases)
  func textComesOutAsItWas(_ text: String, _ encoding: String) throws {
    let bytes = try #require(Self.encode(text, encoding))
    #expect(try ExtractionRunner().run(bytes, as: "a.txt").text == text)
  }

  @Test(
    arguments: [
      ("UTF-8", [0xef, 0xbb, 0xbf]), ("UTF-16LE", [0xff, 0xfe]), ("UTF-16BE", [0xfe, 0xff]),
      ("UTF-32LE", [0xff, 0xfe, 0, 0]), ("UTF-32BE", [0, 0, 0xfe, 0xff]),
    ] as [(String, [UInt8])])
  func marksAreLeftOut(_ encoding: String, _ mark: [UInt8]) throws {
    let bytes = mark + (try #require(Self.encode(Self.russian, encoding)))
    #expect(try ExtractionRunner().run(bytes).text == Self.russian)
  }

  @Test func aStrayByteDoesNotChangeTheEncoding() throws {
    let bytes = Array(String(repeating: Self.french, count: 3).utf8) + [0xff, 0x0a]
    let output = try ExtractionRunner().run(bytes)
    #expect(output.text == String(repeating: Self.french, count: 3) + "\u{fffd}\n")
    #expect(output.notices.count == 1)
  }

  @Test func aDeclarationDecidesBetweenSingleByteEncodings() throws {
    let bytes: [UInt8] = [0xe4, 0x20, 0xf6]
    #expect(try EncodingDetector.detect(bytes, declared: "koi8-r").encoding.name == "KOI8-R")
    #expect(try EncodingDetector.detect(bytes, declared: "no-such-set").encoding != .utf8)
  }

  private static func encode(_ text: String, _ encoding: String) -> [UInt8]? {
    let handle = iconv_open(encoding, "UTF-8")
    guard handle != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(handle) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 8 + 16)
    var used = 0
    let status = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output -> Int in
        var (source, left) = (input.baseAddress, input.count)
        var (target, room) = (output.baseAddress, output.count)
        let status = Int(iconv(handle, &source, &left, &target, &room))
        // Stateful encodings end in their first state.
        iconv(handle, nil, nil, &target, &room)
        used = output.count - room
        return status
      }
    }
    return status < 0 ? nil : output[..<used].map { UInt8(bitPattern: $0) }
  }
}
