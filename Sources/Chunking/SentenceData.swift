/// Words that tell whether a full stop ends a sentence, by language.
///
/// Abbreviations are in lower case without their last stop; single letters and words with stops
/// inside are known by their shape and not listed. Starters are as they stand in a text.
struct SentenceData {
  /// Languages by their primary subtags.
  var codes: String
  var alwaysFollowed: String
  var beforeNumbers = ""
  var anywhere = ""
  var starters = ""

  /// Languages whose ordinal numbers end with a stop, as in German days of the month.
  static let ordinalCodes = """
    az bar bs cs da de dsb eo et eu fi fo fy gsw hr hsb hu is kk lb lv nb nds nn no pl se sh sk sl
    sr sv tr
    """

  /// Languages that ask with `;`.
  static let semicolonCodes = "el grc pnt"

  /// For languages without a list: the titles and signs that many share.
  static let general = SentenceData(
    codes: "", alwaysFollowed: "dr prof st mr mrs vs ca cf", beforeNumbers: "no nr vol p pp fig",
    anywhere: "etc jr sr inc ltd co")

  static let languages = [
    english, german, dutch, french, spanish, portuguese, italian, romanian, scandinavian, finnish,
    polish, czech, hungarian, turkish, russian, ukrainian, bulgarian, greek, georgian, hindi,
  ]

  private static let english = SentenceData(
    codes: "en simple sco",
    alwaysFollowed: """
      mr mrs ms messrs dr drs prof profs st sts ste rev revd fr gen lieut lt col maj capt cpt cmdr
      sgt cpl pvt adm sen rep reps gov pres hon amb supt det insp mt mts ft vs viz cf approx ca
      eg ie aka e.g i.e a.k.a esp incl op opp ph mme mlle msgr attn asst assoc ed eds trans ver
      brig lit fl rs abbr appr dir rel syn rt ss wm lat gr ger heb lt maj bvt resp
      """,
    beforeNumbers: """
      no nos p pp vol vols ch chap chs fig figs sec sect art arts eq eqs ex exs fol ff pt pts para
      jan feb mar apr jun jul aug sep sept oct nov dec mk cir cor deut ep ps pg vz vv
      """,
    anywhere: """
      etc inc ltd co corp cos jr sr esq bro al dept univ ave blvd rd mph kg km cm mm hr hrs min
      yr yrs est govt ie llc plc nee
      """,
    starters: """
      The A An It He She They We You I In On At As By For From To With Of This That These Those
      There Then Thus Its His Her Their Our My However Although Though While When Where After
      Before During Since Because If But And Or So Yet Nor Not No Some Many Most Several Both Each
      Other Another Such All One Two Three First Second Today Later Also According Between Through
      Under Until Upon What Which Who Why How Only Even Like Over Despite Unlike Within Without
      Following Instead Meanwhile Nevertheless Therefore Moreover Furthermore Additionally
      """)

  private static let german = SentenceData(
    codes: "de bar gsw lb nds als",
    alwaysFollowed: """
      dr prof hr fr st hl vgl bzw ca sog geb gest verh reg inkl exkl bspw evtl ggf zzgl abzgl chr
      dipl ing med phil jur rer nat habil univ insb insbes griech lat engl frz franz ital span
      dt nördl südl östl westl allg bes urspr eigtl mind max min ehem gen ugs zit hrsg
      jan feb febr mär apr jun jul aug sept okt nov dez str ebd dgl jh
      """,
    beforeNumbers: "nr bd abb art abs kap s tab ziff ausg aufl",
    anywhere: "usw etc co inc ltd jr sr mio mrd tsd std jhd jhs ff",
    starters: """
      Der Die Das Dem Den Des Ein Eine Einer Eines Einem Er Sie Es Wir Ihr Ich In Im Am An Auf Aus
      Bei Beim Bis Durch Für Gegen Mit Nach Ohne Seit Seine Sein Seinen Ihre Über Um Unter Vom Von
      Vor Während Zu Zum Zur Zwischen Auch Aber Als Da Dabei Dadurch Daher Damit Danach Dann Dies
      Diese Dieser Dieses Doch Dort Heute Hier Jedoch Nachdem Neben Nur Obwohl Sowohl Später So
      Trotz Und Viele Was Weil Weitere Wenn Wer Wie Wo Zudem Allerdings Außerdem Insgesamt Man
      """)

  private static let dutch = SentenceData(
    codes: "nl af fy li",
    alwaysFollowed: """
      dr drs prof mr mw dhr ir ing st ca bijv vgl resp zgn evt incl excl m.b.t geb overl v.a
      """,
    beforeNumbers: "nr blz p art afb hfst", anywhere: "enz etc jr sr",
    starters: """
      De Het Een Hij Zij Ze Er In Op Aan Bij Met Na Naar Om Onder Ook Over Sinds Te Tot Uit Van
      Voor Door Deze Dit Die Dat Daarna Daarnaast Hierdoor Later Maar Omdat Toen Tijdens Volgens
      Zijn Haar Hun En Als Wanneer
      """)

  private static let french = SentenceData(
    codes: "fr oc wa",
    alwaysFollowed: """
      m mm mme mmes mlle mlles mgr me dr pr prof st ste vs cf env av apr éd coll trad dir janv
      févr juil sept oct nov déc
      """,
    beforeNumbers: "no n° nos p pp vol art chap fig t ch", anywhere: "etc jr sr apr j.-c hab",
    starters: """
      Le La Les Un Une Des Du De Il Elle Ils Elles On Nous Vous Je Ce Cet Cette Ces Son Sa Ses
      Leur Leurs En Dans Sur Sous Par Pour Avec Sans Après Avant Depuis Pendant Lors Mais Et Ou
      Donc Or Ainsi Cependant Toutefois Puis Alors Selon Si Comme Quand Lorsque Bien À Au Aux
      Plusieurs Certains Tous Aujourd Entre Chez
      """)

  private static let spanish = SentenceData(
    codes: "es gl ast ca an ext",
    alwaysFollowed: """
      sr sra sres sras srta d dña dr dra drs prof profa st sto sta gral cap cnel ing lic arq mons
      aprox ej vs cf ud uds fca
      """,
    beforeNumbers: "no núm nº n.º pág págs p pp vol art cap fig tel", anywhere: "etc jr hab",
    starters: """
      El La Los Las Lo Un Una Unos Unas Él Ella Ellos Ellas En Con Por Para De Del Desde Hasta
      Entre Sobre Sin Según Tras Durante Al A Este Esta Estos Estas Ese Esa Su Sus Se No Y Pero
      Aunque Cuando Como Si También Además Después Luego Entonces Más Así Es Fue Hay Todos
      Actualmente Posteriormente
      """)

  private static let portuguese = SentenceData(
    codes: "pt mwl",
    alwaysFollowed: """
      sr sra srs sras srta dr dra drs prof profa d dom eng gen cap cel sto sta aprox ex vs cf
      """,
    beforeNumbers: "no nº n.º núm pág págs p pp vol art cap fig", anywhere: "etc jr hab",
    starters: """
      O A Os As Um Uma Ele Ela Eles Elas Em No Na Nos Nas Com Por Para De Do Da Dos Das Desde Até
      Entre Sobre Sem Segundo Após Durante Ao Este Esta Estes Estas Esse Essa Seu Sua Seus Suas
      Se Não E Mas Embora Quando Como Também Além Depois Então Mais Assim É Foi Há Todos
      Atualmente
      """)

  private static let italian = SentenceData(
    codes: "it scn nap lmo pms vec",
    alwaysFollowed: """
      sig sigg sig.ra dott dott.ssa prof prof.ssa avv ing arch geom on mons don s ss gen col cap
      ca cfr es vs ecc.mo
      """,
    beforeNumbers: "no n nn p pp pag pagg vol art cap fig tav", anywhere: "ecc etc jr ab",
    starters: """
      Il Lo La I Gli Le Un Uno Una Egli Ella Lui Lei Essi Esse In Nel Nella Nei Nelle Con Per Di
      Del Della Dei Delle Da Dal Dalla A Al Alla Tra Fra Su Sul Sulla Senza Secondo Dopo Durante
      Questo Questa Questi Queste Il Suo Sua Si Non E Ma Anche Quando Come Se Poi Inoltre
      Successivamente Oggi Nonostante È Fu
      """)

  private static let romanian = SentenceData(
    codes: "ro", alwaysFollowed: "dl dna dr prof ing sf gen col st cca aprox ex conf",
    beforeNumbers: "nr pag p pp vol art cap fig", anywhere: "etc jr loc",
    starters: """
      El Ea Ei Ele Un O În Din De La Cu Pe Pentru După Prin Între Fără Acest Această Acesta
      Aceasta Aceste Și Dar Iar Deși Când Dacă Astfel Apoi Este A Au
      """)

  private static let scandinavian = SentenceData(
    codes: "sv da nb nn no fo is",
    alwaysFollowed: "dr prof st ca bl.a f.eks t.ex kr f d sk s.k inkl evt jf jfr hr fr frk",
    beforeNumbers: "nr s sid kap bd fig p",
    anywhere: "osv etc m.m m.fl mm mfl jr sr mio mia mill mkr tkr",
    starters: """
      Den Det De Han Hon Hun Ho Vi En Et Ett I På Av Til Till Med Om Efter Etter Under Under För
      For Fra Från Ved Vid Som När Når Da Då Men Och Og Här Her Der Där Denna Denne Dette Detta
      Disse Dessa Hans Hennes Ifølge Enligt Også Också Senere Senare Siden Sedan
      """)

  private static let finnish = SentenceData(
    codes: "fi", alwaysFollowed: "esim ks vrt ts tri prof nk ns mm synt k noin n ven engl ruots",
    beforeNumbers: "nro s ss", anywhere: "jne ym yms jr eaa jaa eKr jKr",
    starters: "Hän Se He Ne Tämä Nämä Kun Mutta Ja Myös Sen Hänen Vuonna Vuoden Lisäksi Siitä")

  private static let polish = SentenceData(
    codes: "pl",
    alwaysFollowed: """
      dr prof hab mgr inż ks św gen płk mjr kpt im ul al pl por np tzw tzn zob ok ur zm łac ang
      niem franc ros m.in woj pow gm prez wł
      """,
    beforeNumbers: "nr s str t tom rys art poz", anywhere: "itd itp etc in tys mln mld r w jr",
    starters: """
      W We Z Ze Na Do Od Po Przed Przez Dla O Przy Za Jest Był Była Było To Ten Ta Te Tego On Ona
      Ono Oni Jego Jej Ich Jednak Ale Gdy Kiedy Jako Następnie Podczas Według Również Obecnie
      """)

  private static let czech = SentenceData(
    codes: "cs sk sl hr bs sr sh hsb dsb",
    alwaysFollowed: """
      dr prof doc ing mgr sv gen plk tzv např napr resp popř cca srov ul nám mj obr lat angl něm
      tzn tj mudr judr phdr akad
      """,
    beforeNumbers: "č čís str s sv kap br", anywhere: "atd apod etc aj itd tis mil mld jr st",
    starters: """
      V Ve Z Ze Na Do Od Po Před Při Pro S Za O K Ke Je Byl Byla Bylo To Ten Ta Tento Tato On Ona
      Oni Jeho Její Jejich Ale Když Jako Podle Také Dnes Poté Později Mezi U Roku
      """)

  private static let hungarian = SentenceData(
    codes: "hu", alwaysFollowed: "dr id ifj özv prof st szt kb pl ún ill vö ld gr kir sz szül",
    beforeNumbers: "nr old o", anywhere: "stb etc jr u ua",
    starters: "A Az Egy Ez Ezt Ezek Azok Ő Ők És De Ha Amikor Mivel Itt Ott Ekkor Később Majd")

  private static let turkish = SentenceData(
    codes: "tr az", alwaysFollowed: "dr prof doç av sn st alb yzb bkz örn yak hz mah cad sok",
    beforeNumbers: "no s sf c", anywhere: "vb vs vd etc",
    starters: "Bu O Bir Ve Ama Ancak Şu Bunun Bunlar Daha Sonra Ayrıca Bugün Onun İlk En")

  private static let russian = SentenceData(
    codes: "ru be",
    alwaysFollowed: """
      им св ул пл пр просп пер наб проф акад доц ген см ср напр англ нем фр франц лат греч
      итал исп яп кит араб ок род ум урожд гос тов адм обл пос дер бул ст устар разг букв т.н
      т.е изд ред сост пер
      """,
    beforeNumbers: """
      рис табл гл стр с ч т № вып кн янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек
      """,
    anywhere: "г гг в вв н э др пр т.д т.п т.к тыс млн млрд руб коп кг км м чел экз мин сек ч",
    starters: """
      В Во На По С Со К Ко Из За До Для От При Об О У Под Над После Перед Через Между Он Она Оно
      Они Его Её Их Это Этот Эта Эти Эту Так Также Тогда Там Здесь Но И А Однако Хотя Когда Если
      Как Кроме Согласно Позже Затем Впоследствии Благодаря Во Был Была Было Были Не Всего Все
      """)

  private static let ukrainian = SentenceData(
    codes: "uk",
    alwaysFollowed: "ім св вул пл просп проф акад див напр англ нім фр лат грец ред вид обл смт",
    beforeNumbers: "рис табл гл стор с ч т вип кн",
    anywhere: "р рр ст н е ін т.д т.п тис млн млрд грн кг км м чол хв",
    starters: """
      У В На По З Із Зі К До Для Від При Про Під Після Перед Через Між Він Вона Воно Вони Його Її
      Їх Це Цей Ця Ці Так Також Тоді Там Тут Але І Й А Однак Хоча Коли Якщо Як Крім Згодом Був
      Була Було Були Не
      """)

  private static let bulgarian = SentenceData(
    codes: "bg mk",
    alwaysFollowed: "св ул пл бул проф акад доц инж ген вж напр англ нем фр лат гр им",
    beforeNumbers: "с стр т табл фиг чл", anywhere: "г в вв др хил млн млрд лв кг км м ок",
    starters: """
      В Във На По С Със От За До Из При След Преди През Между Той Тя То Те Неговата Това Този Тази
      Тези Така Тогава Там Тук Но И А Обаче Когато Ако Като Освен По Според Не
      """)

  private static let greek = SentenceData(
    codes: "el", alwaysFollowed: "κ κκ δρ καθ αγ στρ βλ πρβλ δηλ περ λατ αγγλ γαλλ λεωφ οδ π.χ",
    beforeNumbers: "αρ σ σσ σελ τ τομ κεφ άρθρ εικ", anywhere: "κ.λπ κ.ά κλπ κ.τ.λ μ.χ π.χ αι εκ",
    starters: """
      Ο Η Το Οι Τα Του Της Των Τον Την Στο Στη Στην Στον Στις Στα Ένας Μια Μία Ένα Αυτός Αυτή Αυτό
      Και Αλλά Όμως Όταν Αν Με Από Για Μετά Πριν Κατά Σε Ως Έτσι Επίσης Σήμερα
      """)

  private static let georgian = SentenceData(
    codes: "ka xmf", alwaysFollowed: "მდ ქ სოფ წმ იხ მაგ პროფ აკად ე.წ ინგლ გერმ რუს ფრ ლათ ბერძ",
    anywhere: "წწ სს სმ კმ მლნ მლრდ ათ ა.შ ჩვ.წ დაბ გარდ",
    starters: "ეს ის იგი მისი მათი ამ მაგრამ და თუ როცა როდესაც ასევე თუმცა აქ იქ შემდეგ")

  private static let hindi = SentenceData(
    codes: "hi mr ne bh sa",
    alwaysFollowed: """
      डॉ डा श्री सुश्री श्रीमती पं प्रो सं मो कु स्व ई ए बी सी डी एफ जी एच आई जे के एल एम एन ओ पी
      क्यू आर एस टी यू वी डब्ल्यू एक्स वाई ज़ेड जेड पू मि कि मी
      """,
    beforeNumbers: "क्र पृ")
}
