/// How the words of a language are treated.
struct LanguageProfile: Equatable {
  /// The language's stemmer, if there is one.
  var algorithm: StemmingAlgorithm?
  /// The scripts that the language is written in; words of others are foreign to it.
  var scripts: [Script]
  var apostrophe = ApostropheRule.join
  /// Capital I is the dotless ı's, and İ is the i's.
  var hasDotlessI = false
  /// Accents tell words apart so often that a word is found both with and without them.
  var keepsAccents = false

  /// What an apostrophe between two letters does.
  enum ApostropheRule: Equatable {
    /// Nothing: `O'Neil` is `oneil`.
    case join
    /// As `join`, and a final `'s` goes: `Newton's` is `newton`.
    case possessive
    /// A short word before it is an article or pronoun, and goes: `l'homme` is `homme`.
    case elision
    /// What follows is a case ending, and goes: `Ankara'da` is `ankara`.
    case suffix
  }

  /// A language that nothing is known of: the first letters of words are their stems.
  static let unknown = LanguageProfile(algorithm: nil, scripts: [])

  /// The profile of a language tag such as `en`, `de-AT`, `zh-Hant` or `sr-Latn`.
  ///
  /// Looks at the primary subtag alone, without regard to case; takes the codes of Wikipedia's
  /// editions as well as BCP 47's.
  static func profile(ofTag tag: String) -> LanguageProfile {
    let primary = tag.utf8.prefix { $0 != 0x2D && $0 != 0x5F }
    let code = String(decoding: primary.map { $0 | ($0 &- 0x41 < 26 ? 0x20 : 0) }, as: UTF8.self)
    if let stemmed = knownLanguages[code] { return stemmed }
    if let script = scriptsOfUnknownLanguages[code] {
      return LanguageProfile(algorithm: nil, scripts: [script])
    }
    if dotlessILanguages.contains(code) {
      return LanguageProfile(
        algorithm: nil, scripts: [.latin], apostrophe: .suffix, hasDotlessI: true)
    }
    return unknown
  }

  /// The stemmer for a word of `script` in a text of this language.
  ///
  /// Latin words within another script are mostly English, or names that English stems leave be.
  func algorithm(for script: Script) -> StemmingAlgorithm? {
    if scripts.isEmpty || scripts.contains(script) { return algorithm }
    return script == .latin ? .english : nil
  }

  private static func latin(
    _ algorithm: StemmingAlgorithm, _ apostrophe: ApostropheRule = .join
  ) -> LanguageProfile {
    LanguageProfile(algorithm: algorithm, scripts: [.latin], apostrophe: apostrophe)
  }

  private static func other(_ algorithm: StemmingAlgorithm, _ scripts: Script...) -> LanguageProfile
  {
    LanguageProfile(algorithm: algorithm, scripts: scripts)
  }

  private static let knownLanguages: [String: LanguageProfile] = [
    "ca": latin(.catalan, .elision), "da": latin(.danish), "de": latin(.german),
    "el": other(.greek, .greek), "en": latin(.english, .possessive), "es": latin(.spanish),
    "eu": latin(.basque), "fi": latin(.finnish), "fr": latin(.french, .elision),
    "ga": latin(.irish, .elision), "hi": other(.hindi, .devanagari),
    "hu": latin(.hungarian), "hy": other(.armenian, .armenian), "id": latin(.indonesian),
    "it": latin(.italian, .elision), "lt": latin(.lithuanian),
    "nb": latin(.norwegian), "ne": other(.nepali, .devanagari), "nl": latin(.dutch),
    "nn": latin(.norwegian), "no": latin(.norwegian), "pt": latin(.portuguese),
    "ro": latin(.romanian), "ru": other(.russian, .cyrillic),
    "sh": other(.serbian, .latin, .cyrillic), "simple": latin(.english, .possessive),
    "sr": other(.serbian, .latin, .cyrillic), "sv": latin(.swedish),
    "ta": other(.tamil, .tamil),
    "tr": LanguageProfile(
      algorithm: .turkish, scripts: [.latin], apostrophe: .suffix, hasDotlessI: true),
    "vi": LanguageProfile(algorithm: nil, scripts: [.latin], keepsAccents: true),
  ]

  private static let dotlessILanguages: Set<String> = ["az", "crh", "gag"]

  /// Languages that Snowball has no stemmer for and that are not written in Latin letters.
  private static let scriptsOfUnknownLanguages: [String: Script] = {
    let codes: [(Script, String)] = [
      (.cyrillic, "ab av ba be bg bxr ce cu cv kk kv ky lbe mdf mhr mk mn myv os rue sah tg uk"),
      (.arabic, "ar arz azb ckb dv fa glk ks lrc mzn pnb ps sd skr ug ur"),
      (.devanagari, "anp bh bho dty gom mai mr new sa"),
      (.hebrew, "he lad yi"), (.armenian, "hyw"), (.greek, "grc pnt"),
    ]
    var table: [String: Script] = [:]
    for (script, list) in codes {
      for code in list.split(separator: " ") { table[String(code)] = script }
    }
    // Each has a script of its own, which no stemmer is for: that it is not Latin is enough.
    let others =
      "am arc as bn bo bpy cdo chr dz gan gu hak iu ja ka km kn ko lo ml mnw my or pa sat shn si te"
      + " th ti wuu yue zh"
    for code in others.split(separator: " ") { table[String(code)] = .common }
    return table
  }()
}
