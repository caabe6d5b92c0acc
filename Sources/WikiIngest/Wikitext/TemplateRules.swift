/// What the place of a template is filled with.
enum TemplateRule: Sendable {
  /// These characters.
  case characters(String)
  /// The first argument of these names or positions that is there and not empty.
  case first([String])
  /// All arguments known by position, with a separator between them.
  case joined(String)
  /// Words, then the first argument known by position; other words where there is no argument.
  case prefixed(String, alone: String = "")
  /// A Roman numeral, then words.
  case century(String)
  /// The first argument in quotation marks.
  case quoted
  /// A number or range of numbers, then its unit.
  case measure
  /// A number, then units each of which may have an exponent.
  case unit
  /// A number with its uncertainty, power of ten and unit; or a language and a word in it.
  case value
  /// A whole number, a numerator, a denominator.
  case fraction
  /// A word, then its other spellings in parentheses.
  case spellings
  /// The values of named arguments in this order, separated by commas.
  case named([String])
  /// A language, a word and perhaps the form that shows; or a number and its unit.
  case mention
  /// "As of" and a date.
  case asOf
  /// A chemical formula in parts.
  case chemistry
  /// Raised or lowered text.
  case script(isRaised: Bool)
  /// A ship's prefix, its name, and its number in parentheses.
  case ship(String)
  /// Blocks of their own.
  case block([String])
  /// A quotation.
  case quotation([String])
}

/// The templates whose words are kept.
///
/// Templates cannot be expanded without the wiki's own template pages, and most hold no prose:
/// boxes, references, notices, navigation. Those below stand inside sentences on many wikis, and
/// leaving them out would leave holes: marked-up words of other languages, numbers with units,
/// punctuation, links to other wikis, quotations. A name is listed when it means the same thing
/// wherever it exists. Names are compared without regard to capitals; any other template goes.
enum TemplateRules {
  /// The longest name that is looked up, in bytes.
  static let longestName = 72

  /// The rule of the template whose name stands at `start..<end`.
  static func rule(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> TemplateRule? {
    if let rule = names.value(in: text, start, end) { return rule }
    // One template a language: `{{lang-de|Text}}`.
    for prefix in languagePrefixes where text.hasWord(prefix, at: start, before: end) {
      return .first(["1"])
    }
    return nil
  }

  private static let languagePrefixes = ["lang-", "vol-", "k-", "јез-", "jez-", "jaz-"].map {
    Array($0.utf8)
  }

  /// Parser functions, their colon included, that keep their first argument.
  static let functions = NameTable<TemplateRule>(
    ["formatnum:", "lc:", "uc:", "lcfirst:", "ucfirst:"].map { ($0, .first(["1"])) },
    foldsCase: true)

  private static let names: NameTable<TemplateRule> = {
    var entries: [(String, TemplateRule)] = []
    for (rule, list) in words + sentences {
      for name in list.split(whereSeparator: { $0 == "," || $0 == "\n" }) {
        let trimmed = String(name.drop { $0 == " " })
        entries.append((trimmed, rule))
        if !trimmed.utf8.allSatisfy({ $0 < 0x80 }) {
          entries.append((trimmed.prefix(1).uppercased() + String(trimmed.dropFirst()), rule))
        }
      }
    }
    for (character, list) in characters {
      for name in list.split(separator: " ") {
        entries.append((String(name.map { $0 == "_" ? " " : $0 }), .characters(character)))
      }
    }
    return NameTable(entries, foldsCase: true)
  }()

  /// Marked-up words, and links.
  private static let words: [(TemplateRule, String)] = [
    // Words of another language or script.
    (
      .first(["2", "text", "1"]),
      """
      lang,langx,wikt-lang,transl,transliteration,translit,script,rtl-lang,ltr-lang,lang2,langue
      en langue,langr,мова,idioma,ll,язык2
      """
    ),
    (
      .first(["1"]),
      """
      deu,eng,fra,ita,latin,latein,arabisch,ألمانية,إنجليزية,فرنسية,إسبانية,إيطالية,روسية,تركية
      لاتينية,آلمانی,انگلیسی,فرانسوی,عربی,روسی,ترکی,لاتین,vok,angl,pranc,rus,lot
      script/hebrew,script/arabic,script/greek,hebrew,nastaliq,gothic,polytonic,grc,unicode,iast
      isotrans,標楷體,jis2004フォント
      補助漢字フォント,僻字
      """
    ),
    (.spellings, "nihongo,nihongo2,nihongo3,nihongo krt,nihongo core,読み仮名"),
    (
      .named(["hangul", "hanja", "c", "s", "t", "p", "rr", "mr", "kanji", "romaji"]),
      "zh,zh-full,zh-cp,zh-cpl,zh-tsp,zh-stp,zh-all,korean,ko-hhrm"
    ),
    // Words in another style, or with a remark.
    (
      .first(["1", "text", "content"]),
      """
      nowrap,nobr,nobreak,j,no wrap,small,smaller,big,large,larger,em,strong,bold,italic,noitalic
      nobold,normal,underline,u,sc,smallcaps,smcap,maiuscoletto,abbr,abbrv,abbreviation,tooltip,dfn
      var,mvar,math,bigmath,mono,code,kbd,samp,key,keypress,not a typo,sic,proper name
      visible anchor,vanchor,angle bracket,angbr,bracket,gloss,term,defn,glossary term,usurped
      overline,center,centre,midsize,block indent,sronly,tq,allcaps,xt,noruby,formatnum,num,number
      nts,commas,ordinal,currency,flag,flagu,flagcountry,country,baseball year,citazione necessaria
      senza fonte,chiarire,ta,citation needed span,cn span,circa number,flatlist,akut
      """
    ),
    (
      .first(["2", "1"]),
      "color,colour,colore,font color,fontcolor,font colour,resize,sort,align,fs,h:title"
    ),
    (.quoted, "\",“,„,quote inline,citaat inline"),
    // Links to another wiki, whose label is what the reader sees.
    (.first(["lt", "label", "1"]), "ill,interlanguage link,interlanguage link multi,illm,仮リンク"),
    (
      .first(["2", "1"]),
      """
      нп,нп1,нп2,нп3,нп4,нп5,iw,iw2,не переведено,не переведено 2,не переведено 3,не переведено 4
      не переведено 5,не перекладено
      """
    ),
    (.first(["texte", "fr", "1"]), "lien"),
    (.first(["3", "1"]), "le,link-en,link-de,link-fr,link-ja,link-ru,link-es,link-it,ilh"),
    (.first(["4", "3"]), "tsl,translink"),
    // Words in dictionaries.
    (.mention, "l,m,m+,link,mention"),
    (.first(["2"]), "t,t+,tt,tt+,t-simple"),
    (.first(["4", "3"]), "der,derived,inh,inherited,bor,borrowed"),
    (.first(["3", "2"]), "cog,cognate,noncog,ncog"),
    (.first(["2", "text"]), "ux,uxi,usex"),
    (.joined(""), "linktext"),
  ]

  /// Numbers, dates, formulas, and text of several parts.
  private static let sentences: [(TemplateRule, String)] = [
    (.measure, "convert,cvt,conversie,mass,rndunit,tmp"),
    (.unit, "unité,unidad,unidade,nombre,nb,unité2"),
    (.value, "val"),
    (.fraction, "frac,fraction,sfrac,tfrac,frazione,дробь"),
    (.prefixed("c. ", alone: "c."), "circa,c.,ca"),
    (.prefixed("fl. "), "floruit,fl."),
    (.prefixed("r. "), "reign,r."),
    (.prefixed("$"), "us$,usd,$"),
    (.prefixed("£"), "gbp,pound sterling,£,gbp£"),
    (.prefixed("€"), "eur,euro,€"),
    (.prefixed("₹"), "inr,indian rupee,rupee"),
    (.prefixed("¥"), "jpy,yen,¥"),
    // In French, `XIX{{e}}` is an ordinal.
    (.prefixed("×10^", alone: "e"), "e,10^"),
    (.prefixed("√"), "sqrt,radic"),
    (.asOf, "as of"),
    (.century("e siècle"), "s,s-,sp,sp-,siècle"),
    (.prefixed("século "), "séc"),
    (.prefixed("segle "), "segle"),
    (.prefixed("siglo "), "siglo"),
    // The parts of a date stand in the order in which the language writes them.
    (
      .joined(" "),
      "date,date-,date de naissance,date de naissance-,date de décès,date de décès-,daton,fecha"
    ),
    (.joined(" h "), "heure"),
    (.joined("-"), "nuclide,nuclide2,simplenuclide,simplenuclide2"),
    (.joined(", "), "hlist,comma separated entries"),
    (.chemistry, "chem,chem2,chemical formula"),
    (.script(isRaised: true), "sup,superscript"),
    (.script(isRaised: false), "sub,subscript"),
    (.ship("USS"), "uss"), (.ship("HMS"), "hms"), (.ship("SS"), "ss"), (.ship("RMS"), "rms"),
    (.ship("HMAS"), "hmas"), (.ship("HMCS"), "hmcs"), (.ship("MV"), "mv"),
    (.ship("USNS"), "usns"), (.ship("USCGC"), "uscgc"), (.ship("MS"), "ms"),
    (
      .quotation(["text", "quote", "1", "testo", "texte", "zitat", "texto", "citation", "content"]),
      """
      quote,quotation,blockquote,bq,cquote,rquote,centered pull quote,quote frame,long quotation
      poemquote,poem quote,quote box,epigraph,citazione,citation bloc,cita,zitat,цитата,cytat,citát
      idézet,citaat,sitat,alıntı,épigraphe,эпиграф
      """
    ),
    (
      .block(["content", "1"]),
      "columns-list,columns list,plainlist,plain list,column list,columnslist,div col content"
    ),
  ]

  /// Templates that stand for characters; `_` is a space of the name.
  private static let characters: [(String, String)] = [
    ("–", "ndash en_dash –"), (" – ", "snd spaced_ndash spaced_en_dash sndash spnd snds nbndash"),
    ("—", "mdash em_dash —"), (" — ", "spaced_mdash spaced_em_dash smdash"),
    (
      " ",
      """
      nbsp space spaces thinsp thin_space hair_space hairspace hsp break br crlf pad indent esd سخ
      """
    ),
    ("|", "! pipe"), ("||", "!!"), ("=", "= equals"), ("{", "( lcb"), ("}", ") rcb"),
    ("'", "' apostrophe"), ("’s", "'s"), ("'\"", "'\""), ("\"'", "\"'"),
    (" · ", "· dot middot"), (" • ", "• bull bullet"), ("π", "pi"), ("φ", "phi"),
    ("°", "deg degree"), ("±", "+- ± plusminus"), ("×", "times"), ("−", "minus"), ("⇌", "eqm"),
    ("ʻ", "okina ʻokina ʻ"), ("ʾ", "hamza"), ("ʿ", "ayin"),
    ("♯", "music_sharp sharp"), ("♭", "flat"), ("♮", "natural"), ("…", "... ellipsis"),
    ("&", "ampersand"), ("[", "!("), ("]", ")!"), ("/", "slash"), ("*", "* asterisk"),
    ("#", "hash"), ("†", "dagger"), ("‡", "double-dagger double_dagger"),
    ("er", "er"), ("ère", "ère"), ("ème", "ème"),
    ("AD", "ad"), ("BC", "bc"), ("BCE", "bce"), ("TeX", "tex"), ("LaTeX", "latex"),
    (" m s.l.m.", "m_s.l.m."),
  ]
}
