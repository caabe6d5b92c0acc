import Testing

@testable import Chunking

/// Sentences that are known, joined as the language joins them, come apart again.
@Suite struct SentenceLanguageTests {
  private func expect(_ expected: [String], _ language: String, joinedBy joiner: String = " ") {
    #expect(sentences(expected.joined(separator: joiner), language) == expected)
  }

  @Test("English: abbreviations, initials, decimals and quotes do not end sentences")
  func english() {
    expect(
      [
        "Dr. Smith met J. R. R. Tolkien at St. Mary's in Washington, D.C. on 3 May.",
        "The U.S. Army paid $3.14 million, e.g. for Mr. Brown's No. 5 engine.",
        "\"Is it done?\" he asked.",
        "\"It is done.\"",
        "She was born in the U.S.",
        "The .NET site example.org lists Yahoo! as a partner (see fig. 3).",
        "It cost … almost nothing... or so they said.",
        "Really?!",
        "They sold pens, paper, etc.",
        "However, Acme Inc. Europe grew (by 25.5 %).",
        "He read Vol. IV, pp. 12–15, by M. A. Jones.",
      ], "en")
  }

  @Test("German: ordinal days and abbreviations do not end sentences, years do")
  func german() {
    expect(
      [
        "Am 3. Oktober 1990 wurde z. B. die Mauer, d. h. ihr Rest, zum Denkmal.",
        "Das war im Jahr 1990.",
        "Prof. Dr. Meier kam ca. 10 Minuten zu spät.",
        "„Kommst du?“, fragte sie.",
        "„Ja.“",
        "Friedrich II. König von Preußen lebte im 18. Jahrhundert.",
      ], "de")
  }

  @Test("French: guillemets with spaces and abbreviations")
  func french() {
    expect(
      [
        "M. Dupont est né av. J.-C. dans un conte.", "« Où vas-tu ? » demanda Mme Leroy.",
        "Il partit.", "Voir p. 12 !", "C'était fini.",
      ], "fr")
  }

  @Test("Spanish: inverted marks open sentences")
  func spanish() {
    expect(
      ["El Sr. García llegó a las 3.15.", "¿Quién es?", "¡Nadie!", "La Dra. Ruiz sonrió."], "es")
  }

  @Test("Russian: years, initials and abbreviations")
  func russian() {
    expect(
      [
        "А. С. Пушкин родился в 1799 г. в Москве, т. е. в России.", "Он жил в г. Санкт-Петербург.",
        "В XIX в. Россия росла.", "«Правда?» — спросил он.", "Да, им. Ленина и т. д.",
      ], "ru")
  }

  @Test("Greek: the semicolon asks")
  func greek() {
    expect(["Πού είναι ο δρόμος;", "Εδώ είναι· δίπλα στο σπίτι.", "Ο κ. Παπάς ήρθε."], "el")
    #expect(sentences("One thing; Another thing.", "en").count == 1)
  }

  @Test("Armenian: the full stop is its own")
  func armenian() {
    expect(["Երևանը մայրաքաղաք է։", "Այն մեծ է։", "Ո՞վ է նա։"], "hy")
  }

  @Test("Arabic and Urdu: their own question mark and full stop")
  func arabic() {
    expect(["هل وصل القطار؟", "نعم، وصل في الساعة 3.15 مساءً.", "ذهب الناس إلى السوق."], "ar")
    expect(["یہ ایک شہر ہے۔", "کیا یہ بڑا ہے؟", "جی ہاں۔"], "ur")
  }

  @Test("Hebrew: full stops without capitals, initials of one letter")
  func hebrew() {
    expect(["הספר נכתב בשנת 1948.", "א. ב. יהושע כתב אותו.", "האם זה נכון?", "כן."], "he")
  }

  @Test("Hindi and Bengali: dandas end sentences, abbreviations do not")
  func indic() {
    expect(["डॉ. शर्मा दिल्ली में रहते हैं।", "क्या वे आएँगे?", "वह घर गया है."], "hi")
    expect(["ঢাকা বাংলাদেশের রাজধানী।", "এটি একটি বড় শহর।"], "bn")
    expect(["எம். ஜி. ஆர். நடித்தார்.", "அவர் பாடினார்."], "ta")
  }

  @Test("Chinese: sentences end without spaces, quotes and brackets close them")
  func chinese() {
    expect(
      ["北京是中国的首都。", "他说：“你好！”", "“你去哪里？”", "圆周率约为3.14，很有名（见下文。）", "完了……不过没关系。"], "zh",
      joinedBy: "")
  }

  @Test("Japanese: what was said goes on after its bracket")
  func japanese() {
    expect(
      ["東京は日本の首都である。", "「行きますか？」と彼は聞いた。", "「はい。」", "雨が降った！", "終わり。"], "ja", joinedBy: "")
  }

  @Test("Korean: with and without spaces")
  func korean() {
    expect(["서울은 대한민국의 수도이다.", "인구는 약 940만 명이다.", "정말입니까?"], "ko")
    #expect(sentences("비가 왔다.그리고 눈이 왔다.", "ko") == ["비가 왔다.", "그리고 눈이 왔다."])
  }

  @Test("Thai and Lao: spaces between words end phrases, abbreviations do not")
  func thai() {
    expect(
      [
        "กรุงเทพมหานครเป็นเมืองหลวง", "มีประชากร 5 ล้านคนใน พ.ศ. 2560 แล้ว", "เมืองนี้ใหญ่มาก",
      ], "th")
    expect(["ວຽງຈັນເປັນນະຄອນຫຼວງ", "ເມືອງນີ້ໃຫຍ່"], "lo")
  }

  @Test("Khmer, Burmese and Tibetan: their own full stops; the Burmese comma is none")
  func southEastAsian() {
    expect(["ភ្នំពេញជារាជធានី។", "ទីក្រុងនេះ ធំណាស់។", "តើអ្នកណា?"], "km")
    expect(["ရန်ကုန်သည် မြို့ကြီးဖြစ်သည်။", "လူများ၊ ကားများ ရှိသည်။"], "my")
    expect(["བོད་ནི་ཡུལ་མཐོན་པོ་ཞིག་ཡིན།", "ལྷ་ས་ནི་རྒྱལ་ས་ཡིན།"], "bo")
  }

  @Test("Amharic: the full stop, and two word spaces as one")
  func amharic() {
    expect(["አዲስ አበባ ዋና ከተማ ናት።", "ህዝቧ ብዙ ነው፡፡", "መቼ ነው?"], "am")
  }

  @Test("Georgian: no capitals start sentences")
  func georgian() {
    expect(["თბილისი დედაქალაქია.", "ის მდ. მტკვარზე მდებარეობს."], "ka")
  }

  @Test("A number or letter that starts a block is its marker")
  func markers() {
    #expect(sentences("1. The first item.", "en").count == 1)
    #expect(sentences("a. The first item.", "en").count == 1)
    #expect(sentences("It is 1. The second is 2.", "en").count == 2)
  }

  @Test("A line's end within a block ends a phrase")
  func lineEnds() {
    #expect(sentences("roses are red\nviolets are blue", "en").count == 2)
  }

  @Test("A language without rules of its own is cut by the general ones")
  func unknown() {
    for language in ["", "xx", "x-none", "tlh-Latn"] {
      #expect(sentences("Qapla. Dr. No came. J. Bond left.", language).count == 3)
    }
  }
}
