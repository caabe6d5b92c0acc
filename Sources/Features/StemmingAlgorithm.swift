/// A stemmer of the Snowball library, by the name that the library knows it under.
enum StemmingAlgorithm: String, CaseIterable {
  case armenian, basque, catalan, danish, dutch, english, finnish, french, german, greek
  case hindi, hungarian, indonesian, irish, italian, lithuanian, nepali, norwegian, portuguese
  case romanian, russian, serbian, spanish, swedish, tamil, turkish

  /// Words whose stems tell releases of the stemmer apart.
  var probe: String {
    switch self {
    case .armenian: "գրքերը քաղաքներում"
    case .basque: "etxeetako liburuak hirietan"
    case .catalan: "ciutats nacionals caminaven"
    case .danish: "byernes undersøgelse"
    case .dutch: "lichamelijkheden fietsen gelopen"
    case .english: "generations news evening dying past universally"
    case .finnish: "kaupungeissa taloistamme"
    case .french: "continuellement villes mangeaient"
    case .german: "häuser gelegenheiten solchen abendessen"
    case .greek: "πολεισ ανθρωπων γραφουμε"
    case .hindi: "लड़कियों किताबें"
    case .hungarian: "házakban városokhoz"
    case .indonesian: "membacakan perjalanan"
    case .irish: "bhfathach leabharlanna"
    case .italian: "propagandisti città mangiavano"
    case .lithuanian: "miestuose knygomis"
    case .nepali: "किताबहरू घरमा"
    case .norwegian: "byene undersøkelsene"
    case .portuguese: "quilométricas cidades comiam"
    case .romanian: "naţiunilor oraşele mergeau"
    case .russian: "городами книги ходившие"
    case .serbian: "градовима књиге градова"
    case .spanish: "ciudades cheques comiendo"
    case .swedish: "städernas undersökningar"
    case .tamil: "நகரங்கள் புத்தகங்களை"
    case .turkish: "kitapları şehirlerde"
    }
  }
}
