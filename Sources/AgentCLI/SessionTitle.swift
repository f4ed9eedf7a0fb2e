import ArgumentParser

/// The title of a session as options give it.
public enum SessionTitle {
  /// Throws for a title without a letter: it would name nothing.
  public static func validate(_ title: String?) throws {
    if title?.allSatisfy(\.isWhitespace) == true { throw ValidationError("The title is empty") }
  }
}
