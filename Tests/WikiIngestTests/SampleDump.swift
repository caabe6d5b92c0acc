/// Makes small dumps in the forms that MediaWiki has written over the years.
struct SampleDump {
  var version = "0.11"
  var language = "en"
  var siteName = "Wikipedia"
  var databaseName: String? = "enwiki"
  var base: String? = "https://en.wikipedia.org/wiki/Main_Page"
  var namespaces: [(Int, String)] = [
    (-1, "Special"), (0, ""), (1, "Talk"), (6, "File"), (10, "Template"), (14, "Category"),
  ]
  var pages: [Page] = []

  struct Page {
    var title: String
    var namespace: Int? = 0
    var id: String? = "1"
    var redirect: String?
    var revisions: [Revision]
  }

  struct Revision {
    var id: String? = "100"
    var timestamp: String? = "2016-04-22T10:19:33Z"
    var text = ""
    var model: String? = "wikitext"
    /// What stands in place of the `<text>` that follows from `text`.
    var textElement: String?
    /// The digest in `<sha1>`: nil for none, "" for an empty element.
    var digest: String?
    /// What follows the text, such as other slots.
    var more = ""

    init(
      id: String? = "100", at timestamp: String? = "2016-04-22T10:19:33Z", _ text: String,
      digest: String?? = nil
    ) {
      self.id = id
      self.timestamp = timestamp
      self.text = text
      self.digest = digest ?? sha1InBase36(text)
    }
  }

  var xml: String { head + pages.map(\.xml).joined() + "</mediawiki>\n" }

  var head: String {
    var text = "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-\(version)/\" "
    text += "version=\"\(version)\" xml:lang=\"\(language)\">\n  <siteinfo>\n"
    text += "    <sitename>\(siteName)</sitename>\n"
    if let databaseName { text += "    <dbname>\(databaseName)</dbname>\n" }
    if let base { text += "    <base>\(base)</base>\n" }
    text += "    <generator>MediaWiki 1.46.0-wmf.7</generator>\n    <namespaces>\n"
    for (key, name) in namespaces {
      text += "      <namespace key=\"\(key)\" case=\"first-letter\">\(name)</namespace>\n"
    }
    return text + "    </namespaces>\n  </siteinfo>\n"
  }
}

extension SampleDump.Page {
  var xml: String {
    var text = "  <page>\n    <title>\(escaped(title))</title>\n"
    if let namespace { text += "    <ns>\(namespace)</ns>\n" }
    if let id { text += "    <id>\(id)</id>\n" }
    if let redirect { text += "    <redirect title=\"\(redirect)\" />\n" }
    return text + revisions.map(\.xml).joined() + "  </page>\n"
  }

  /// A page of one revision.
  init(_ title: String, id: Int = 1, namespace: Int? = 0, text: String) {
    self.init(
      title: title, namespace: namespace, id: "\(id)",
      revisions: [SampleDump.Revision(id: "\(id)00", text)])
  }
}

extension SampleDump.Revision {
  var xml: String {
    var xml = "    <revision>\n"
    if let id { xml += "      <id>\(id)</id>\n      <parentid>7</parentid>\n" }
    if let timestamp { xml += "      <timestamp>\(timestamp)</timestamp>\n" }
    xml += "      <contributor>\n        <username>A &amp; B</username>\n        <id>55</id>\n"
    xml += "      </contributor>\n      <comment>a &lt;text&gt;</comment>\n"
    if let model { xml += "      <model>\(model)</model>\n      <format>text/x-wiki</format>\n" }
    xml += "      "
    xml +=
      textElement ?? "<text bytes=\"\(text.utf8.count)\" xml:space=\"preserve\">"
      + "\(escaped(text))</text>"
    xml += "\n" + more
    if let digest { xml += digest.isEmpty ? "      <sha1/>\n" : "      <sha1>\(digest)</sha1>\n" }
    return xml + "    </revision>\n"
  }
}

func escaped(_ text: String) -> String {
  text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    .replacing("\"", with: "&quot;")
}
