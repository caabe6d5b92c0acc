/// Tells texts that only lead to another page, for dumps that do not mark them.
///
/// Source: `WikitextContentHandler::extractRedirectTargetAndText` in MediaWiki, and the magic word
/// `redirect` in `languages/messages/` there, of all languages.
enum RedirectWords {
  /// True for white space, one of the words in any case, an optional colon, and a link.
  ///
  /// O(1): looks at the text's start alone.
  static func startRedirect(_ text: [UInt8]) -> Bool {
    let longestStart = 512
    var start = text.prefix(longestStart).drop(while: isSpace)
    guard let first = start.first, firstBytes.contains(first) else { return false }
    guard let end = start.firstRange(of: Array("[[".utf8))?.lowerBound else { return false }
    start = start[..<end]
    while let last = start.last, isSpace(last) || last == UInt8(ascii: ":") { start.removeLast() }
    return words.contains(folded(String(decoding: start, as: UTF8.self)))
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Lower case, without the dot that Turkish capitals leave behind.
  private static func folded(_ word: String) -> String {
    let scalars = word.lowercased().unicodeScalars.filter { $0 != "\u{307}" }
    return String(String.UnicodeScalarView(scalars))
  }

  private static let words = Set(listed.split(separator: " ").map { folded(String($0)) })
  private static let firstBytes = Set(words.compactMap(\.utf8.first))

  private static let listed = """
    #REDIRECT #AANSTUUR #ADKAS #AIL-CYFEIRIO #AILGYFEIRIO #AL #ALIAH #ALIDIREKTI #ALIDIREKTU \
    #ALIH #ANCAMINAR #ATHSHEOLADH #ÁTIRÁNYÍTÁS #AÝDAW #BERALÎKIRIN #BIRZUZENDU #DASKEDYANS \
    #DIRECCIÓN #DIRIJAR #DOORVERWIJZING #ĐỔI #ENDRECERA #FIHODINANA #HETENAYIŞ \
    #İSTİQAMƏTLƏNDİR #İSTİQAMƏTLƏNDİRMƏ #KIAHOU #KÚFÙ #LEIDT_ÖM_OP #LENCONG #OĐĐASITSTIVREN \
    #OHJAUS #OMDIRIGER #OMDIRIGERING #ÖMLEIDE #ÖMLEIDE_OP #ÖMLEIDUNG #PATRZ #PERADRESAVIMAS \
    #PRESMERUJ #PŘESMĚRUJ #PREUSMERI #PREUSMERITEV #PREUSMJERI #PRZEKIERUJ #PUPINAH #PUSAPUNA \
    #REDIRECCION #REDIRECCIÓN #REDIRÈCCION #REDIRECIONAMENTO #REDIRECTEAZA #REDIRECTION \
    #REENDRECERA #RENVIAMENT #RIDREJTO #RIMANDO #RINDIRIZZA #RINVIA #RINVIO #STIR #STIVREN \
    #SUUNA #TAM #TILVÍSUN #UUDELLEENOHJAUS #VARDA #VIRULEEDUNG #WEITERLEITUNG #WIEDERLEIDEN \
    #YONALTIRISH #YOʻNALTIRISH #YÖNLENDİR #YÖNLENDİRME #YÖNLENDIRME #YÖNNENDİR #YÖNNENDİRMÄ \
    #YÖNNENDİRMÄKLER #ΑΝΑΚΑΤΕΥΘΥΝΣΗ #ÆРВИТÆН #ÆРВЫСТ #АЙДАУ #ВИДИ #ВИЖ #ДЖИБЕРИУ \
    #ДӀАСАХЬАЖОР #КӨЖҮРҮЛГЕ #ПЕРАНАКІРАВАНЬНЕ #ПЕРЕНАПР #ПЕРЕНАПРАВЛЕНИЕ #ПЕРЕНАПРАВЛЕННЯ \
    #ПРЕНАСОЧВАНЕ #ПРЕНАСОЧУВАЊЕ #ПРЕУСМЕРИ #ПРЕУСМЈЕРИ #ПРѢНАПРАВЛЄНИѤ \
    #РАРВЫСТ #РЕДИРЕКТ #ХЬАЖАЙО #ЧИГЛҮҮЛЭГ #ШИГЛЕДИР #ЮНӘЛТҮ \
    #გადამისამართება #ՎԵՐԱՀՂՈՒՄ #הפניה #ווייטערפירן #بور #تحويل #تغییر_مسیر \
    #تغییرمسیر #چوريو #رجوع_مکرر #ܨܘܝܒܐ #अनुप्रेषित #पुनर्निदेशन #पुनर्निर्देशन #पुनर्प्रेषित \
    #पुर्ननिर्देशन #ਰੀਡਿਰੈਕਟ #ଲେଉଟାଣି #வழிமாற்று #దారిమార్పు #തിരിച്ചുവിടൽ #തിരിച്ചുവിടുക \
    #යළියොමුව #เปลี่ยนทาง #បញ្ជូនបន្ត #ប្ដូរចំណងជើង #ប្ដូរទីតាំង #ប្ដូរទីតាំងទៅ #ប្តូរទីតាំង \
    #ប្តូរទីតាំងទៅ #넘겨주기 #リダイレクト #転送 ＃リダイレクト ＃転送 #重定向 #重新導向
    """
}
