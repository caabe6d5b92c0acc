/// Words that tell that a text was changed or is an excerpt, by language.
///
/// For answers without packets, where nothing but their words can tell. Words for changes are those
/// with which Creative Commons' deeds of 4.0 ask for the note ("indicate if changes were made",
/// "modified", "Adapt") and their inflections; in Hebrew and Vietnamese those of older deeds. In
/// Khmer and Thai, and for excerpts, they are the languages' own. A word that is common besides
/// stands with its neighbours. In small letters and NFC; the start of a word stands for its forms.
/// Source: creativecommons.org/licenses/by-sa/4.0/deed.de, and so on.
enum ChangeWords {
  static let all: [(language: String, words: [String])] = [
    (
      "en",
      [
        "excerpt", "modif", "changed", "changes:", "changes were made", "with changes", "adapted",
        "adaptation", "abridged", "shortened", "edited",
      ]
    ),
    ("ar", ["تعديلات", "تغييرات", "تم تعديل", "بعد التعديل", "بتصرف", "بتصرّف", "مقتطف", "مقتبس"]),
    (
      "de",
      [
        "bearbeitet", "geändert", "verändert", "abgewandelt", "angepasst", "gekürzt",
        "änderungen:", "änderungen vorgenommen", "mit änderungen", "auszug", "ausschnitt aus",
      ]
    ),
    (
      "el",
      [
        "τροποποι", "αλλαγές:", "με αλλαγές", "έχουν γίνει αλλαγές", "προσαρμοσμέν", "προσαρμογή",
        "διασκευ", "απόσπασμα", "αποσπάσματα",
      ]
    ),
    (
      "es",
      [
        "cambios:", "con cambios", "realizado cambios", "cambios realizados", "adaptado",
        "adaptada", "adaptación", "abreviado", "extracto", "fragmento de",
      ]
    ),
    ("fr", ["adapté", "abrégé", "remanié", "changements :", "avec des changements", "extrait"]),
    ("he", ["שינויים", "בשינוי", "עיבוד", "מעובד", "מקוצר", "תקציר", "קטע מתוך"]),
    ("hi", ["बदलाव", "परिवर्तन", "संशोधित", "अनुकूलित", "संक्षिप्त", "उद्धरण"]),
    ("ja", ["改変", "変更", "翻案", "抜粋", "要約"]),
    ("km", ["កែប្រែ", "កែសម្រួល", "ផ្លាស់ប្តូរ", "ផ្លាស់ប្ដូរ", "ដកស្រង់"]),
    ("ko", ["변경", "수정", "변형", "개작", "발췌", "요약"]),
    (
      "ru",
      [
        "с изменениями", "изменения:", "внесены изменения", "изменено", "изменён ", "изменена ",
        "адаптир", "адаптац", "переработан", "сокращён", "сокращен", "отрывок", "выдержк",
        "фрагмент",
      ]
    ),
    ("th", ["ดัดแปลง", "แก้ไข", "มีการเปลี่ยนแปลง", "ตัดตอน"]),
    (
      "tr", ["değiştiril", "değişiklik yapıl", "değişiklikler:", "uyarlan", "kısaltıl", "alıntı"]
    ),
    (
      "vi",
      [
        "chỉnh sửa", "sửa đổi", "có thay đổi", "đã thay đổi", "chuyển thể", "rút gọn",
        "trích đoạn", "trích từ",
      ]
    ),
    (
      "zh",
      [
        "修改", "改编", "改編", "改作", "演绎", "演繹", "变更", "變更", "改动", "改動", "节选", "節選",
        "节录", "節錄", "摘录", "摘錄",
      ]
    ),
  ]

  /// The words by their first byte, so that a text is read once whatever their number.
  private static let byFirstByte: [[[UInt8]]] = {
    var words = [[[UInt8]]](repeating: [], count: 256)
    for word in all.flatMap(\.words) { words[Int(word.utf8.first ?? 0)].append(Array(word.utf8)) }
    return words
  }()

  /// Whether one of the words stands in a text in small letters.
  static func stand(in text: [UInt8]) -> Bool {
    let (text, words) = (text.span, byFirstByte)
    for start in text.indices {
      for word in words[Int(text[start])] where start + word.count <= text.count {
        if word.indices.allSatisfy({ text[start + $0] == word[$0] }) { return true }
      }
    }
    return false
  }
}
