import AgentREPL
import Testing

@Suite struct MathFilterTests {
  private static let cases: [(String, String)] = [
    // Money and shells.
    ("It costs $5 and $10.", "It costs $5 and $10."), ("$0.02/GB, then $0.01/GB", "$0.02/GB, then $0.01/GB"),
    ("from $5 to 10$ more", "from $5 to 10$ more"), ("$HOME/bin and $PATH", "$HOME/bin and $PATH"),
    (#"\$5 and \$x_1\$"#, "$5 and $x_1$"), ("a $ b $ c", "a $ b $ c"), ("US$5-$6", "US$5-$6"),
    ("$HOME/bin:$PATH", "$HOME/bin:$PATH"), ("$A/$B", "$A/$B"), ("${VAR}_${OTHER}", "${VAR}_${OTHER}"),
    ("a=$x; b=$y", "a=$x; b=$y"), ("$1=$2", "$1=$2"), ("$5 for a+b and 3$", "$5 for a+b and 3$"),
    ("US$5_000$", "US$5_000$"), ("$PATH_X$", "$PATH_X$"), ("grep $x|y$z", "grep $x|y$z"),
    // Code.
    (
      "1. a\n\n   ```sh\n   echo $a\n\n   x=$x^2$\n   ```\n   $x^2$",
      "1. a\n\n   ```sh\n   echo $a\n\n   x=$x^2$\n   ```\n   x²"
    ),
    ("~~~\n$x^2$\n```\n~~~\n$x^2$", "~~~\n$x^2$\n```\n~~~\nx²"),
    ("> ```\n> $x^2$\n\n> ```\n$x^2$", "> ```\n> $x^2$\n\n> ```\nx²"),
    ("a ~~~ $x^2$", "a ~~~ x²"),
    (#"`\(\alpha\)` and \(\alpha\)"#, #"`\(\alpha\)` and α"#), ("``a ` $x^2$`` $x^2$", "``a ` $x^2$`` x²"),
    ("```\n$x^2$\n```\n$x^2$", "```\n$x^2$\n```\nx²"), ("a `b\n\n$x^2$", "a `b\n\nx²"),
    ("````\n```\n$x^2$\n````\n$x^2$", "````\n```\n$x^2$\n````\nx²"),
    // Formulas.
    (#"\(\alpha^2 + \beta_1 \leq \infty\)"#, "α² + β₁ ≤ ∞"), ("$x$ and $y_i$", "x and yᵢ"),
    (#"\[\frac{a+b}{2}\]"#, "(a+b)/2"), (#"$$\sqrt{x} = \sqrt[3]{y+1}$$"#, "√x = ∛(y+1)"),
    (#"$\frac12 \cdot \frac{1}{2}$"#, "½ · ½"), (#"$\sum_{i=1}^{n} i^2$"#, "∑ᵢ₌₁ⁿ i²"),
    (#"$e^{i\pi} = -1$"#, "e^(iπ) = -1"), (#"$x_{max}$"#, "xₘₐₓ"), (#"$\mathbb{R}^n$"#, "ℝⁿ"),
    (#"$\hat{x} \vec{v}$"#, "x\u{302} v\u{20d7}"), (#"$\text{if } x \in A$"#, "if x ∈ A"),
    (#"\(\begin{pmatrix} a & b \\ c & d \end{pmatrix}\)"#, "(a b ; c d)"),
    (#"$\left( x \right)$"#, "( x )"), (#"$\unknown{x}$"#, #"\unknownx"#), (#"$\sin x$"#, "sin x"),
    (#"\[\begin{aligned} a \\[2pt] b \end{aligned}\]"#, "a ; [2pt] b"), (#"\(a \(b\)"#, #"\(a b"#),
    ("$x^2$$y^2$", "x²y²"),
    (#"$f'(x) \to 0$"#, "f′(x) → 0"), (#"$5 \times 3$"#, "5 × 3"),
    // What is none.
    (#"\(never closed"#, #"\(never closed"#), ("\\(a\n\nb\\)", "\\(a\n\nb\\)"), (#"a \ b \n"#, #"a \ b \n"#),
    ("$$ alone", "$$ alone"), ("$$$$", "$$$$"),
    (#"\(\) and \(\left.\right.\)"#, #"\(\) and \(\left.\right.\)"#),
    (#"$\hat{\hat{x}}$"#, "x\u{302}\u{302}"), ("", ""), ("$", "$"), ("\\", "\\"), ("`", "`"),
  ]

  @Test(arguments: cases) func formulasBecomeUnicode(_ text: String, _ expected: String) {
    var filter = MathFilter()
    #expect(filter.take(text) + filter.finish() == expected)
  }

  /// The same in whatever pieces it comes.
  @Test(arguments: cases) func piecesMakeNoDifference(_ text: String, _ expected: String) {
    for size in 1...3 {
      var filter = MathFilter()
      var out = ""
      var rest = text.unicodeScalars[...]
      while !rest.isEmpty {
        out += filter.take(String(String.UnicodeScalarView(rest.prefix(size))))
        rest = rest.dropFirst(size)
      }
      #expect(out + filter.finish() == expected, "\(size)")
    }
  }

  /// Half a formula is not given out; what cannot be one any more is.
  @Test func itWaitsNoLongerThanItMust() {
    var filter = MathFilter()
    #expect(filter.take("a \\(x") == "a ")
    #expect(filter.take("^2\\) b $5 is") == "x² b ")
    #expect(filter.take(" it\n") == "$5 is it\n")
    #expect(filter.take(String(repeating: "x", count: 10_000)).count == 10_000)
    #expect(filter.take("\\[" + String(repeating: "y", count: 5000)).count > 900)
  }

  /// What never becomes a formula takes no longer for being tried again and again.
  @Test(arguments: [#"\("#, "$", "`a", #"\["#, "$$", "$a ", "~", #"\$"#, "`", "\n"])
  func manyBeginningsAreCheap(_ piece: String) {
    var filter = MathFilter()
    let text = String(repeating: piece, count: 200_000)
    #expect(!(filter.take(text) + filter.finish()).isEmpty)
  }

  @Test func deepNestingIsBounded() {
    var filter = MathFilter()
    let text = "$" + String(repeating: "{", count: 250) + "x^2$"
    #expect(!(filter.take(text) + filter.finish()).isEmpty)
    var another = MathFilter()
    let fractions = "\\(" + String(repeating: "\\frac{", count: 600) + "\\)"
    #expect(!(another.take(fractions) + another.finish()).isEmpty)
    for piece in [#"\hat"#, "^", "_", #"\frac"#, #"\sqrt"#, #"\not"#, #"\text"#, #"\sqrt["#, #"\begin"#] {
      var one = MathFilter()
      let chain = "\\(" + String(repeating: piece, count: 3_900 / piece.utf8.count) + "x\\)"
      #expect(!(one.take(chain) + one.finish()).isEmpty, "\(piece)")
    }
  }
}
