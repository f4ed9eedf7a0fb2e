/// The lists of a Word document (ECMA-376 part 1, 17.9): what marks an item, and which number it has.
struct DOCXNumbering {
  struct Reference: Equatable {
    let id: String
    let level: Int

    init(id: String, level: Int) {
      self.id = id
      self.level = level
    }

    /// Of `<w:numPr>`; a level alone takes the list from the style.
    init?(_ properties: XMLElement?, inherited: Reference? = nil) {
      guard let properties, let id = properties.child("numId")?["val"] ?? inherited?.id else { return nil }
      let level = properties.child("ilvl")?["val"].flatMap { Int($0) } ?? inherited?.level ?? 0
      self.init(id: id, level: min(max(level, 0), 8))
    }
  }

  struct Level {
    var format = "decimal"
    var start = 1
    var leftIndent: Int?
  }

  private struct Instance {
    let abstract: String
    var levels: [Int: Level] = [:]
    var starts: [Int: Int] = [:]
  }

  private var abstracts: [String: [Int: Level]] = [:]
  private var instances: [String: Instance] = [:]
  /// The last numbers by abstract list and level.
  private var counters: [String: [Int: Int]] = [:]
  private var restarted: Set<String> = []

  init() {}

  init(_ tree: XMLTree?) {
    guard let root = tree?.root else { return }
    for element in root.children where element.name == "abstractNum" {
      if let id = element["abstractNumId"] { abstracts[id] = Self.levels(element) }
    }
    for element in root.children where element.name == "num" {
      guard let id = element["numId"], let abstract = element.child("abstractNumId")?["val"] else { continue }
      var instance = Instance(abstract: abstract)
      for override in element.children where override.name == "lvlOverride" {
        guard let level = override["ilvl"].flatMap({ Int($0) }) else { continue }
        instance.starts[level] = override.child("startOverride")?["val"].flatMap(ListNumber.parse)
        if let changed = override.child("lvl") { instance.levels[level] = Self.level(changed) }
      }
      instances[id] = instance
    }
  }

  private static func levels(_ element: XMLElement) -> [Int: Level] {
    var levels: [Int: Level] = [:]
    for child in element.children where child.name == "lvl" {
      if let index = child["ilvl"].flatMap({ Int($0) }) { levels[index] = level(child) }
    }
    return levels
  }

  private static func level(_ element: XMLElement) -> Level {
    Level(
      format: element.child("numFmt")?["val"] ?? "decimal",
      start: element.child("start")?["val"].flatMap(ListNumber.parse) ?? 1,
      leftIndent: DOCXIndent.left(element.child("pPr")?.child("ind")))
  }

  /// The level's definition; nil when the reference means no list.
  func level(_ reference: Reference) -> Level? {
    guard reference.id != "0", let instance = instances[reference.id] else { return nil }
    let level = instance.levels[reference.level] ?? abstracts[instance.abstract]?[reference.level] ?? Level()
    return level.format == "none" ? nil : level
  }

  /// Counts an item.
  /// - Returns: its number; nil for a bullet.
  mutating func count(_ reference: Reference) -> Int? {
    guard let level = level(reference), let instance = instances[reference.id] else { return nil }
    let key = instance.abstract
    if let start = instance.starts[reference.level],
      restarted.insert("\(reference.id)/\(reference.level)").inserted
    {
      counters[key, default: [:]][reference.level] = start - 1
    }
    let number = (counters[key]?[reference.level] ?? level.start - 1) + 1
    counters[key, default: [:]][reference.level] = number
    for deeper in (reference.level + 1)..<10 { counters[key]?[deeper] = nil }
    return level.format == "bullet" ? nil : number
  }
}
