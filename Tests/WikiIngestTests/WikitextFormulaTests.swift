import TestSupport
import Testing
import WikiIngest
import WikiModel

@Suite("Formulas")
struct WikitextFormulaTests {
  @Test(
    "TeX becomes text",
    arguments: [
      ("\\frac{a}{b}", "a/b"),
      ("\\frac{a+b}{2c}", "(a+b)/(2c)"),
      ("\\frac12", "1/2"),
      ("x^{2} + x_2 + x^n", "x² + x₂ + xⁿ"),
      ("e^{i\\pi}", "e^(iπ)"),
      ("x_{max}", "x_(max)"),
      ("\\alpha \\times \\beta \\leq 5", "α × β ≤ 5"),
      ("\\mathbf{x} \\cdot \\vec y", "x · y"),
      ("\\left( a \\right)", "( a )"),
      ("\\text{if } x", "if x"),
      ("\\sqrt{x+1} \\sqrt[3]{y}", "√(x+1) √(y)"),
      ("\\sin x + \\foo", "sin x + foo"),
      ("\\sum_{i=1}^n a_i", "∑ᵢ₌₁ⁿ aᵢ"),
      ("{a \\over b+c}", "a/(b+c)"),
      ("\\begin{matrix} a & b \\\\ c & d \\end{matrix}", "a b; c d"),
      ("\\mathbb{R}^3", "R³"),
      ("a < b", "a < b"),
      ("\\lim_{x \\to 0}", "lim_(x → 0)"),
      ("{{{", ""),
      ("}}}", ""),
      ("^_^_", ""),
      ("\\", ""),
      ("a {^}", "a"),
      ("a \\frac^", "a /"),
      ("a\\quad\\quad\\quad{\\\\}", "a   ;"),
      ("a\\quad\\quad\\quad{\\over b}", "a   /b"),
      ("a {^{2}+b \\over c}", "a (²+b)/c"),
    ])
  func tex(_ formula: String, _ expected: String) {
    #expect(plain("<math>\(formula)</math>") == expected)
  }

  private static let tokens = [
    "{", "}", "^", "_", "\\frac", "\\over", "\\\\", "\\quad", "\\sqrt", "\\sqrt[3]",
    "\\prime", "\\phantom", "\\left.", "\\,", "\\sin", "\\begin{array}{c}", "&", "%\n", " ", "a",
    "b", "2", "+", "é", "語", "(", ")",
  ]

  @Test("Random TeX never traps, and gives sound text")
  func randomTeX() {
    var generator = SeededGenerator()
    for _ in 0..<20_000 {
      let count = Int.random(in: 0..<24, using: &generator)
      let formula = (0..<count).map { _ in Self.tokens.randomElement(using: &generator) ?? "" }
      let source = Array("<math>\(formula.joined())</math>".utf8)
      let text = sharedConverter.readableText(of: source)
      expectSound(text, source)
      #expect(String(validating: text.bytes, as: UTF8.self) != nil, "\(formula.joined())")
    }
  }

  @Test("A formula inside a sentence stays in it, one of its own is a block as it stands")
  func placement() {
    #expect(blocks("Let <math>x^2</math> be.") == ["p: Let x² be."])
    #expect(blocks(":<math>x^2</math>") == ["pre: x²"])
  }

  @Test(
    "Chemical formulas become text",
    arguments: [
      ("H2O", "H₂O"), ("SO4^2-", "SO₄²⁻"), ("2H2 + O2 -> 2H2O", "2H₂ + O₂ → 2H₂O"),
      ("Fe^{3+}", "Fe³⁺"),
    ])
  func chemistry(_ formula: String, _ expected: String) {
    #expect(plain("<chem>\(formula)</chem>") == expected)
    #expect(plain("<ce>\(formula)</ce>") == expected)
  }
}
