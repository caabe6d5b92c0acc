import Storage
import TestSupport
import Testing

@testable import Footnote

@Suite("The note of changes in an answer's words")
struct ChangeWordsTests {
  /// Notes as people write them under a text, by language; with a capital where one stands.
  static let notes: [(language: String, notes: [String])] = [
    ("en", ["Changes were made.", "This is an excerpt.", "Modified from the original."]),
    ("ar", ["أُجريت تعديلات على النص.", "مقتطف من ويكيبيديا", "نقلاً عن ويكيبيديا بتصرف"]),
    ("de", ["Es wurden Änderungen vorgenommen.", "Auszug aus der Wikipedia", "GEKÜRZT"]),
    ("el", ["Έχουν γίνει αλλαγές.", "Απόσπασμα από τη Βικιπαίδεια", "Τροποποιήθηκε"]),
    ("es", ["Se han realizado cambios.", "Extracto de Wikipedia", "Texto modificado"]),
    (
      "fr",
      ["Des modifications ont été effectuées.", "Extrait de Wikipédia", "Adapté de Wikipédia"]
    ),
    ("he", ["נעשו שינויים בטקסט.", "קטע מתוך ויקיפדיה", "עיבוד של הערך"]),
    ("hi", ["पाठ में बदलाव किए गए हैं।", "विकिपीडिया से उद्धरण", "संशोधित पाठ"]),
    ("ja", ["変更を加えています。", "ウィキペディアより抜粋", "原文を改変"]),
    ("km", ["អត្ថបទត្រូវបានកែប្រែ។", "ដកស្រង់ពីវិគីភីឌា"]),
    ("ko", ["변경 사항이 있습니다.", "위키백과에서 발췌", "원문을 수정함"]),
    ("ru", ["С изменениями.", "Отрывок из Википедии", "Текст адаптирован"]),
    ("th", ["มีการเปลี่ยนแปลงข้อความ", "ดัดแปลงจากวิกิพีเดีย", "ตัดตอนมาจากวิกิพีเดีย"]),
    ("tr", ["Değişiklik yapıldı.", "Vikipedi'den alıntı", "Vikipedi'den uyarlanmıştır"]),
    ("vi", ["Văn bản có thay đổi.", "Trích từ Wikipedia", "Đã chỉnh sửa"]),
    ("zh", ["有修改。", "摘自维基百科，有改动", "節錄自維基百科"]),
  ]

  /// What stands under a text where the note was left out.
  static let sources = [
    "Source: Wikipedia, CC BY-SA 4.0", "المصدر: ويكيبيديا، رخصة المشاع الإبداعي",
    "Quelle: Wikipedia, lizenziert unter CC BY-SA 4.0", "Πηγή: Βικιπαίδεια, άδεια CC BY-SA 4.0",
    "Fuente: Wikipedia, con licencia CC BY-SA 4.0", "Source : Wikipédia, sous licence CC BY-SA 4.0",
    "מקור: ויקיפדיה, לפי רישיון CC BY-SA 4.0", "स्रोत: विकिपीडिया, CC BY-SA 4.0 लाइसेंस",
    "出典：ウィキペディア、CC BY-SA 4.0", "ប្រភព៖ វិគីភីឌា, CC BY-SA 4.0",
    "출처: 위키백과, CC BY-SA 4.0", "Источник: Википедия, изменение климата, CC BY-SA 4.0",
    "ที่มา: วิกิพีเดีย สัญญาอนุญาต CC BY-SA 4.0", "Kaynak: Vikipedi, CC BY-SA 4.0 lisansı",
    "Nguồn: Wikipedia, giấy phép CC BY-SA 4.0", "来源：维基百科，CC BY-SA 4.0 许可",
  ]

  @Test("is found in each language of the sample corpus")
  func found() throws {
    #expect(Self.notes.map(\.language) == ChangeWords.all.map(\.language))
    let corpus = try SampleCorpus.dumps.map { String(Folder.name(of: $0).prefix(2)) }
    #expect(Set(corpus) == Set(Self.notes.map(\.language)))
    for (language, notes) in Self.notes {
      for note in notes {
        #expect(NoticeText(note, without: []).tellsChanges, "\(language): \(note)")
      }
    }
  }

  @Test("is found wherever a word stands, as the naive way finds it")
  func everywhere() {
    for word in ChangeWords.all.flatMap(\.words) {
      let whole = Array(word.utf8)
      #expect(ChangeWords.stand(in: whole) && ChangeWords.stand(in: [0x78] + whole + [0x78]))
      for part in [Array(whole.dropLast()), Array(whole.dropFirst())] {
        let naive = ChangeWords.all.flatMap(\.words).contains { part.contains(Array($0.utf8)) }
        #expect(ChangeWords.stand(in: part) == naive, "\(word)")
      }
    }
    #expect(!ChangeWords.stand(in: []))
  }

  @Test("is missed where a source and a licence alone are named, and in the quoted words")
  func missed() {
    for source in Self.sources {
      #expect(!NoticeText(source, without: []).tellsChanges, "\(source)")
    }
    for (_, notes) in Self.notes {
      for note in notes {
        #expect(!NoticeText("\(note) CC0", without: [note]).tellsChanges, "\(note)")
      }
    }
  }
}
