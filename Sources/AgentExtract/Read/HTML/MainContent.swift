/// Finds the article of a page, in the manner of Arc90's Readability: paragraphs score their ancestors, the
/// best of these is the content, and what in it is mostly links or controls goes.
struct MainContent {
  private let tree: HTMLTree
  private let measures: HTMLMeasures

  init(_ tree: HTMLTree) {
    self.tree = tree
    measures = HTMLMeasures(tree)
  }

  /// Tells the builder the elements of the main content; where there is none, the whole page but what is no
  /// content by its kind.
  func replay(into events: any HTMLEvents) throws {
    for isStrict in [true, false] {
      let dropped = unlikely(isStrict: isStrict)
      let roots = content(without: dropped)
      let length = roots.reduce(0) { $0 + measures[$1].text }
      if length >= 200 {
        let cleaned = dropped.union(clutter(in: roots, dropped))
        for root in roots { try replay(root, without: cleaned, into: events) }
        return
      }
    }
    if tree.nodes.isEmpty { return }
    let dropped = unlikely(isStrict: false)
    let left = measures[0].text - dropped.reduce(0) { $0 + measures[$1].text }
    try replay(0, without: left > 0 ? dropped : [], into: events)
  }

  private func replay(_ root: Int, without dropped: Set<Int>, into events: any HTMLEvents) throws {
    var open: [Int] = []
    var index = root
    while index < tree.nodes[root].end {
      while let last = open.last, tree.nodes[last].end <= index {
        try events.close(tree.nodes[last].name)
        open.removeLast()
      }
      let node = tree.nodes[index]
      if dropped.contains(index) {
        index = node.end
        continue
      }
      if node.name.isEmpty {
        try events.text(node.text)
      } else {
        try events.open(node.name, node.attributes)
        open.append(index)
      }
      index += 1
    }
    while let last = open.popLast() { try events.close(tree.nodes[last].name) }
  }

  // MARK: - What goes before scoring

  /// Elements that are no content by their kind or, where `isStrict`, by what their classes say.
  private func unlikely(isStrict: Bool) -> Set<Int> {
    var dropped: Set<Int> = []
    var index = 0
    while index < tree.nodes.count {
      if isUnlikely(index, isStrict) {
        dropped.insert(index)
        index = tree.nodes[index].end
      } else {
        index += 1
      }
    }
    return dropped
  }

  private func isUnlikely(_ index: Int, _ isStrict: Bool) -> Bool {
    let node = tree.nodes[index]
    switch node.name {
    case "", "html", "body", "article", "main", "a", "table", "tbody", "tr", "td", "code", "pre": return false
    case "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "input",
      "select", "textarea", "iframe", "object", "embed", "link", "svg", "dialog", "menu":
      return true
    default: break
    }
    if node.attributes.isHidden { return true }
    if ["navigation", "complementary", "banner", "dialog", "alert", "menu", "menubar", "contentinfo"]
      .contains(node.attributes["role"] ?? "")
    {
      return true
    }
    guard isStrict else { return false }
    return HTMLClassWords.isUnlikely(node.attributes) && !measures.holdsMost(index)
  }

  // MARK: - Scoring

  /// The roots of the content, in document order.
  private func content(without dropped: Set<Int>) -> [Int] {
    let scores = score(without: dropped)
    guard let best = scores.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else { return [] }
    var top = best.key
    // An only child says as much as its parent, which has the siblings.
    while tree.nodes[top].parent > 0, tree.nodes[tree.nodes[top].parent].name != "body",
      measures[tree.nodes[top].parent].text == measures[top].text
    {
      top = tree.nodes[top].parent
    }
    top = commonAncestor(of: top, scores, best.value)
    let parent = tree.nodes[top].parent
    guard parent >= 0 else { return [top] }
    let threshold = max(10, best.value * 0.2)
    let topClass = tree.nodes[top].attributes["class"] ?? ""
    return tree.children(of: parent).filter { sibling in
      if sibling == top { return true }
      if dropped.contains(sibling) || tree.nodes[sibling].name.isEmpty { return false }
      let sameClass = !topClass.isEmpty && tree.nodes[sibling].attributes["class"] == topClass
      if (scores[sibling] ?? 0) + (sameClass ? best.value * 0.2 : 0) >= threshold { return true }
      guard tree.nodes[sibling].name == "p" else { return false }
      let length = measures[sibling].text
      let density = measures.linkDensity(sibling)
      return (length > 80 && density < 0.25)
        || (length > 0 && length <= 80 && density == 0 && measures[sibling].sentences > 0)
    }
  }

  /// Where three or more candidates are about as good, what holds them all is the content.
  private func commonAncestor(of top: Int, _ scores: [Int: Double], _ best: Double) -> Int {
    let rivals = scores.filter { $0.key != top && $0.value >= best * 0.75 }.keys
    guard rivals.count >= 3 else { return top }
    var ancestor = tree.nodes[top].parent
    while ancestor > 0, tree.nodes[ancestor].name != "body" {
      let inside = rivals.filter { $0 > ancestor && $0 < tree.nodes[ancestor].end }.count
      if inside >= 3 { return ancestor }
      ancestor = tree.nodes[ancestor].parent
    }
    return top
  }

  private func score(without dropped: Set<Int>) -> [Int: Double] {
    var scores: [Int: Double] = [:]
    var index = 0
    while index < tree.nodes.count {
      if dropped.contains(index) {
        index = tree.nodes[index].end
        continue
      }
      if isParagraph(index), measures[index].text >= 25 {
        let measure = measures[index]
        let points = 1 + Double(measure.commas) + min(Double(measure.text) / 100, 3)
        var ancestor = tree.nodes[index].parent
        for level in 0..<5 where ancestor >= 0 {
          let share = level == 0 ? 1 : level == 1 ? 2 : Double(level) * 3
          scores[ancestor, default: initialScore(ancestor)] += points / share
          ancestor = tree.nodes[ancestor].parent
        }
      }
      index += 1
    }
    for (index, score) in scores { scores[index] = score * (1 - measures.linkDensity(index)) }
    return scores
  }

  private func isParagraph(_ index: Int) -> Bool {
    switch tree.nodes[index].name {
    case "p", "td", "pre", "blockquote", "section", "h2", "h3", "h4", "h5", "h6": return true
    case "div": return !measures[index].hasBlocks
    default: return false
    }
  }

  private func initialScore(_ index: Int) -> Double {
    let base: Double
    switch tree.nodes[index].name {
    case "div", "article", "main", "section": base = 5
    case "pre", "td", "blockquote": base = 3
    case "address", "ol", "ul", "dl", "dd", "dt", "li", "form": base = -3
    case "h1", "h2", "h3", "h4", "h5", "h6", "th": base = -5
    default: base = 0
    }
    return base + HTMLClassWords.weight(tree.nodes[index].attributes)
  }

  // MARK: - What goes from the content

  /// Parts of the content that are link lists, share buttons, lone captions of such.
  private func clutter(in roots: [Int], _ dropped: Set<Int>) -> Set<Int> {
    var clutter: Set<Int> = []
    for root in roots {
      var index = root + 1
      while index < tree.nodes[root].end {
        if dropped.contains(index) || isClutter(index) {
          clutter.insert(index)
          index = tree.nodes[index].end
        } else {
          index += 1
        }
      }
    }
    return clutter
  }

  private func isClutter(_ index: Int) -> Bool {
    let node = tree.nodes[index]
    let measure = measures[index]
    switch node.name {
    case "h1", "h2": return HTMLClassWords.weight(node.attributes) < 0 && measure.text < 60
    case "div", "ul", "ol", "section", "header", "table", "fieldset", "dl":
      if node.name == "table", measure.hasHeaderCells { return false }
      let weight = HTMLClassWords.weight(node.attributes)
      if weight < 0, measures.linkDensity(index) > 0.2 || measure.text < 100 { return true }
      if measure.commas >= 10 || measure.isCode { return false }
      let density = measures.linkDensity(index)
      let isList = node.name == "ul" || node.name == "ol"
      if measure.paragraphs == 0, !isList, measure.text < 25, measure.images == 0, measure.headings == 0 {
        return measure.links > 0 || measure.text == 0
      }
      let tolerated = isList ? 0.6 : 0.35
      if weight < 25, density > tolerated, measure.linkText > 40 || measure.links > 2 {
        return measure.text < 2000 || density > 0.6
      }
      return weight >= 25 && density > 0.6
    default: return false
    }
  }
}
