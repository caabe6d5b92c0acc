/// The commands of TeX that formulas on Wikipedia use, and what they show.
enum TeXSymbols {
  /// A command that shapes its arguments or shows nothing itself.
  enum Structure: Sendable {
    case fraction
    case root
    /// Its argument shows as it is.
    case transparent
    /// A size of a bracket.
    case delimiter
    /// Its argument does not show.
    case hidden
    case environment
    /// `\over`, which divides its group.
    case over
  }

  static let structures: NameTable<Structure> = {
    let lists: [(Structure, String)] = [
      (.fraction, "frac dfrac tfrac cfrac sfrac"),
      (.root, "sqrt"),
      (
        .transparent,
        """
        mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathbb mathnormal boldsymbol \
        bold bf rm it sf tt cal text textrm textbf textit textsf texttt mbox hbox operatorname \
        displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits overline underline \
        hat widehat tilde widetilde bar vec dot ddot check breve acute grave mathring \
        overrightarrow overleftarrow overset underset overbrace underbrace stackrel boxed \
        mathop mathrel mathbin mathopen mathclose pmb emph \
        not cancel smash phantom substack nonumber notag hline \
        rlap llap \
        binom dbinom tbinom choose ce middle sideset xrightarrow xleftarrow
        """
      ),
      (
        .delimiter,
        """
        left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm
        """
      ),
      (.hidden, "color label tag definecolor pagecolor hspace vspace textcolor"),
      (.environment, "begin end"),
      (.over, "over"),
    ]
    return NameTable(
      lists.flatMap { structure, names in
        names.split(separator: " ").map { (String($0), structure) }
      }, foldsCase: false)
  }()

  /// Commands that show a character, or a short text.
  static let table: NameTable<String> = {
    var entries: [(String, String)] = []
    let words = list.split(whereSeparator: { $0 == " " || $0 == "\n" })
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      entries.append((String(words[index]), String(words[index + 1])))
    }
    for name in ["quad", "qquad", "thinspace", "enspace", "space", "nbsp"] {
      entries.append((name, " "))
    }
    for name in ["bmod", "mod", "pmod"] { entries.append((name, " mod ")) }
    return NameTable(entries, foldsCase: false)
  }()

  private static let list = """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
    Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν
    Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
    times × cdot · cdots ⋯ ldots … dots … dotsb ⋯ dotsc … vdots ⋮ ddots ⋱ div ÷ pm ± mp ∓ ast ∗
    star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ dagger † ddagger ‡ amalg ⨿
    leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ equiv ≡ approx ≈ cong ≅ sim ∼ simeq ≃
    propto ∝ ll ≪ gg ≫ prec ≺ succ ≻ preceq ⪯ succeq ⪰ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔
    mid | nmid ∤ parallel ∥ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ bowtie ⋈ lt < gt >
    subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ in ∈ notin ∉ ni ∋
    isin ∈ cup ∪ cap ∩ bigcup ⋃ bigcap ⋂ sqcup ⊔ sqcap ⊓ uplus ⊎ setminus ∖ smallsetminus ∖
    emptyset ∅ varnothing ∅ empty ∅ land ∧ wedge ∧ and ∧ lor ∨ vee ∨ or ∨ neg ¬ lnot ¬ bigwedge ⋀
    bigvee ⋁ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ therefore ∴ because ∵
    rightarrow → to → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ iff ⇔ longrightarrow → longleftarrow ← Longrightarrow ⇒ longleftrightarrow ↔
    Longleftrightarrow ⇔ mapsto ↦ longmapsto ↦ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑
    Downarrow ⇓ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightleftharpoons ⇌ nearrow ↗
    searrow ↘ swarrow ↙ nwarrow ↖ twoheadrightarrow ↠ rightrightarrows ⇉ leadsto ⇝
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ partial ∂ nabla ∇ infty ∞ infin ∞ surd √
    hbar ℏ ell ℓ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ imath ı jmath ȷ angle ∠ measuredangle ∡ degree °
    triangle △ square □ Box □ blacksquare ■ diamond ⋄ lozenge ◊ clubsuit ♣ diamondsuit ♢
    heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯ prime ′ backslash \\ checkmark ✓ complement ∁
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } lbrack [ rbrack ] vert |
    lvert | rvert | Vert ‖ lVert ‖ rVert ‖ colon : R ℝ N ℕ Z ℤ Q ℚ C ℂ reals ℝ Reals ℝ natnums ℕ
    cnums ℂ AA Å aa å ae æ AE Æ oe œ o ø O Ø ss ß S § P ¶ pounds £ euro € dag † copyright ©
    lessgtr ≶ lesssim ≲ gtrsim ≳ approxeq ≊ nleq ≰ ngeq ≱ trianglelefteq ⊴ triangleleft ◁
    ltimes ⋉ rtimes ⋊ wr ≀ complexes ℂ
    """
}
