/// A part of a document: what every reader emits, in reading order, and every writer spells.
public indirect enum Block: Sendable, Equatable {
  /// Level 1 to 6.
  case heading(level: Int, [Inline])
  case paragraph([Inline])
  /// Text whose line breaks and blanks matter.
  case code(String, language: String?)
  case quote([Block])
  case list(List)
  case table(Table)
  /// More rows of the table that was emitted last: how long tables stream.
  case tableRows([[Table.Cell]])
  /// A footnote, endnote or comment that an ``Inline/note(_:)`` refers to.
  case note(label: String, [Block])
  case rule
  /// The page, counted from 1, to which the following blocks belong.
  case page(Int)
  /// Text that is output already (plain text, Markdown, source code): written as it is. Further passages
  /// follow each other without a gap.
  case passage(Passage)
}

/// A list, its items being blocks so that lists nest.
public struct List: Sendable, Equatable {
  public struct Item: Sendable, Equatable {
    public var blocks: [Block]
    /// Done or not, where the item is a task.
    public var isChecked: Bool?

    public init(_ blocks: [Block], isChecked: Bool? = nil) {
      self.blocks = blocks
      self.isChecked = isChecked
    }
  }

  /// The first item's number; nil for bullets.
  public var start: Int?
  public var items: [Item]

  public init(start: Int? = nil, items: [Item]) {
    self.start = start
    self.items = items
  }
}

/// A table of cells that hold blocks; a cell may span columns and rows.
public struct Table: Sendable, Equatable {
  public struct Cell: Sendable, Equatable {
    public var blocks: [Block]
    public var columns: Int
    public var rows: Int

    public init(_ blocks: [Block] = [], columns: Int = 1, rows: Int = 1) {
      self.blocks = blocks
      self.columns = columns
      self.rows = rows
    }

    public init(_ text: String) {
      self.init(text.isEmpty ? [] : [.paragraph([.text(text)])])
    }
  }

  public var rows: [[Cell]]
  /// How many of the first rows are headings; with none, a pipe table gets an empty heading row.
  public var headerRows: Int

  public init(rows: [[Cell]], headerRows: Int) {
    self.rows = rows
    self.headerRows = headerRows
  }
}

/// A stretch of text that needs no markup of ours.
public struct Passage: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case text
    case markdown
    case code
  }

  public var text: String
  public var kind: Kind
  /// The heading with which it begins, where it is a section of a Markdown text.
  public var heading: Heading?

  public init(_ text: String, kind: Kind, heading: Heading? = nil) {
    self.text = text
    self.kind = kind
    self.heading = heading
  }
}

public struct Heading: Sendable, Equatable {
  public var level: Int
  public var title: String

  public init(level: Int, title: String) {
    self.level = level
    self.title = title
  }
}
