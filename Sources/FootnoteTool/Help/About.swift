/// What is said of the tool as a whole.
enum About {
  /// One line, without a full stop.
  static let summary = "passages of Wikipedia that keep their attribution"

  /// What the manual says of the tool as a whole.
  static let paragraphs = [
    """
    Footnote makes an index of passages from Wikipedia's dumps, and answers questions with the
    passages that fit them best. A passage never leaves the index without its attribution: the
    title, the permalink to the revision that it came from, the licence, the credit line, and what
    was changed.
    """,
    """
    Data goes to standard output; progress, warnings and errors go to standard error. Progress is
    shown only on a terminal. Options may stand before or after other arguments; -- ends the
    options, and - stands for standard input where a file is read.
    """,
  ]

  /// Where the terms are written that reuse of Wikipedia's text is under.
  static let termsOfUse = "https://foundation.wikimedia.org/wiki/Policy:Terms_of_Use"

  /// The options that stand in a command's place.
  static let flags = [
    (term: "-h, --help", meaning: "Show this help"),
    (term: "--version", meaning: "Show the version"),
  ]

  /// Variables of the environment that the tool looks at.
  static let environment = [
    (term: "NO_COLOR", meaning: "When set to anything, no colours are used."),
    (
      term: "FOOTNOTE_SIMD",
      meaning: "The processor's instructions to use, where it has them: scalar, avx2, avx512 or "
        + "neon. Answers are the same."
    ),
    (
      term: "TERM",
      meaning: "When it is dumb or not set, neither colours nor a line of progress are shown."
    ),
    (
      term: "LC_ALL, LC_CTYPE, LANG",
      meaning: "When the first that is set names UTF-8, the progress bar uses line characters."
    ),
  ]
}
