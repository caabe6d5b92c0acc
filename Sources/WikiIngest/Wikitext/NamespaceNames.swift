/// The names of the namespaces File, Image and Category, whose links show no text in place.
struct NamespaceNames: Sendable {
  /// The longest name that is looked for, in bytes.
  static let longest = 64

  private let table: NameTable<Bool>

  init(adding names: [String]) {
    var entries: [(String, Bool)] = []
    let known = Self.known.split(whereSeparator: { $0 == "," || $0 == "\n" }).map(String.init)
    for name in names + known {
      let trimmed = name.drop { $0 == " " }
      // Capitals outside ASCII are not folded by the table: both spellings go in.
      entries.append((trimmed.lowercased(), true))
      entries.append((String(trimmed), true))
      entries.append((trimmed.prefix(1).uppercased() + trimmed.dropFirst().lowercased(), true))
      entries.append((trimmed.prefix(1).lowercased() + trimmed.dropFirst(), true))
    }
    table = NameTable(entries, foldsCase: true)
  }

  func contains(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    table.contains(text, start, end)
  }

  /// The names in MediaWiki's message files, for wikis whose `siteinfo` is not at hand.
  private static let known = """
    File,Image,Category
    Lêer,Beeld,Kategorie
    ስዕል,መደብ
    Imachen,Archivo,Categoría
    Ymele,Biliþ,Flocc
    ملف,صورة,تصنيف
    ܠܦܦܐ,ܨܘܪܬܐ,ܣܕܪܐ
    চিত্ৰ,শ্ৰেণী
    Imaxe,Ficheru,Imaxen
    Şəkil,Fayl,Kateqoriya
    فایل,بؤلمه
    Рәсем,Файл,Төркөм,Категория
    Datei,Bild
    Выява,Катэгорыя
    Файл,Картинка,Изображение,Категория
    চিত্র,বিষয়শ্রেণী
    Restr,Skeudenn,Rummad
    Slika,Datoteka,Kategorija
    Fitxer,Imatge,Categoria
    Хуьлана,Сурт,Кадегар,Тоба
    وێنە,پەڕگە,پۆل
    Soubor,Obrázek,Kategorie
    Ӳкерчĕк,Катеăри
    Delwedd,Categori
    Fil,Billede,Bild,Kategori
    Dosya,Resim,Kategori
    Αρχείο,Εικόνα,Κατηγορία
    Dosiero,Kategorio
    Archivo,Imagen,Categoría
    Pilt,Fail,Kategooria
    Fitxategi,Irudi,Kategoria
    پرونده,تصویر,رده
    Tiedosto,Kuva,Luokka
    Mynd,Fíla,Bólkur
    Fichier,Image,Catégorie
    Ofbyld,Bestân,Kategory
    Íomhá,Catagóir
    Faidhle,Dealbh,Roinn-seòrsa,Roinn
    Ficheiro,Imaxe,Categoría
    Ta'ãnga,Ñemohenda
    ચિત્ર,શ્રેણી
    קובץ,תמונה,קטגוריה
    चित्र,श्रेणी
    Datoteka,Slika,Kategorija
    Dataja,Wobraz,Kategorija
    Fichye,Imaj,Kategori
    Fájl,Kép,Kategória
    Պատկեր,Կատեգորիա
    Imagine,File,Categoria
    Berkas,Gambar,Kategori
    Papeles,Ladawan,Kategoria
    Imajo,Arkivo,Kategorio
    Mynd,Skrá,Flokkur
    File,Immagine,Categoria
    ファイル,画像,カテゴリ
    Gambar,Berkas,Kategori
    ფაილი,სურათი,კატეგორია
    Сурет,Файл,Санат
    រូបភាព,ឯកសារ,ចំណាត់ថ្នាក់ក្រុម
    ಚಿತ್ರ,ವರ್ಗ
    파일,그림,분류
    Wêne,Kategorî,Pel
    Skeudenn,Restren,Class,Klass
    Файл,Сүрөт,Категория
    Fasciculus,Imago,Categoria
    Fichier,Bild,Kategorie
    Plaetje,Bestandj,Categorie
    Archivi,Immaggine,Figura
    Fichièr,Imatge,Imatjes,Categoria
    Vaizdas,Kategorija
    Attēls,Kategorija
    Sary,Rakitra,Sokajy
    Податотека,Слика,Категорија
    പ്രമാണം,ചിത്രം,വർഗ്ഗം
    Зураг,Файл,Ангилал
    चित्र,वर्ग
    Fail,Imej,Kategori
    Stampa,Kategorija
    ဖိုင်,ပုံ,ကဏ္ဍ
    پرونده,رج
    Fiùra,Immagine,Categurìa
    Bild,Datei,Kategorie
    चित्र,श्रेणी
    किपा,पुचः
    Bestand,Afbeelding,Categorie
    Fil,Bilde,Kategori
    ଫାଇଲ,ଛବି,ଶ୍ରେଣୀ
    Файл,Ныв,Категори
    ਤਸਵੀਰ,ਸ਼੍ਰੇਣੀ
    Plik,Grafika,Kategoria
    Figura,Categorìa
    فائل,تصویر,گٹھ,زمرہ
    دوتنه,انځور,وېشنيزه
    Ficheiro,Imagem,Arquivo,Categoria
    Rikcha,Katiguriya
    Datoteca,Figura,Categoria
    Fișier,Fişier,Imagine,Categorie
    Файл,Изображение,Категория
    सञ्चिका,चित्रम्,वर्गः
    Ойуу,Билэ,Категория
    Fiura,Mmàggini,Catigurìa
    Eimage,Categorie
    عڪس,زمرو,فائل
    Datoteka,Слика,Категорија,Slika
    ගොනුව,රූපය,ප්‍රවර්ගය
    Súbor,Obrázok,Kategória
    Datoteka,Slika,Kategorija
    Skeda,Figura,Kategoria
    Датотека,Слика,Категорија
    Gambar,Kategori,Berkas
    Fil,Bild,Kategori
    Picha,Faili,Jamii
    Plik,Kategoryjo
    படிமம்,கோப்பு,பகுப்பு
    దస్త్రం,బొమ్మ,ఫైలు,వర్గం
    Акс,Файл,Гурӯҳ
    ไฟล์,ภาพ,หมวดหมู่
    Faýl,Kategoriýa
    Talaksan,Larawan,Kategorya
    Рәсем,Файл,Төркем
    Файл,Зображення,Категорія
    تصویر,فائل,ملف,زمرہ
    Fayl,Tasvir,Turkum
    File,Imagine,Categoria
    Tập tin,Hình,Thể loại
    Ragiv,Klad
    Imådje,Fitchî,Categoreye
    Paypay,Fayl,Kaarangay
    Dencukaay,Wàll
    טעקע,בילד,קאטעגאריע,קאַטעגאָריע
    Fáìlì,Àwòrán,Ẹ̀ka
    Bestand,Categorie
    文件,檔案,档案,图像,圖像,分类,分類
    File,Fails,Failas,Attāls,Kategoreja,Kategorėjė,Abruozdielis
    Bestaund,Afbeelding,Kategorie
    """
}
