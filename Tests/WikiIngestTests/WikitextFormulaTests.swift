import Testing

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
    ])
  func tex(_ formula: String, _ expected: String) {
    #expect(plain("<math>\(formula)</math>") == expected)
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
