import CAgentSystem
import Glibc

/// Facts on a terminal.
public enum Terminal {
  public static func isTerminal(_ fd: Int32) -> Bool { isatty(fd) == 1 }

  /// Columns, or 80 where there is no terminal.
  public static func width(_ fd: Int32 = 1) -> Int {
    let width = csystem_terminal_width(fd)
    return width > 0 ? Int(width) : 80
  }

  /// Text from a model, a tool or a document, made safe to print on a terminal: C0 controls but tab and
  /// newline, DEL and C1 controls become visible, so that no escape sequence gets through.
  public static func sanitized(_ text: String) -> String {
    func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
      (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7f...0x9f).contains(scalar.value)
    }
    let text = SystemText.readable(text)
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !isUnsafe(scalar) {
        safe.append(scalar)
      } else if scalar.value < 0x20 {
        safe.append("^")
        safe.append(Unicode.Scalar(scalar.value + 0x40)!)
      } else if scalar.value == 0x7f {
        safe.append(contentsOf: "^?".unicodeScalars)
      } else {
        safe.append("\u{fffd}")
      }
    }
    return String(safe)
  }
}
