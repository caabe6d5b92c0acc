import TestSupport
import JSON
import Testing

@testable import Footnote

private func hostile() async throws -> AttributedPassage {
  try #require(try await HostileText.passages().first)
}

/// The lines of a text, which no character can swallow.
private func lines(_ text: String) -> [String] {
  text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
    String(decoding: $0, as: UTF8.self)
  }
}

@Test("Each form names the page, the revision, the licence, the authors and the changes")
func everyFormSaysAll() async throws {
  let index = try await SampleIndex.shared().index
  let found = try #require(try index.search("How long is it between high waters?").first)
  let attribution = found.attribution
  let permalink = try #require(attribution.permalink)
  for format in PassageFormat.allCases {
    // Markdown escapes what it shows; HTML and Markdown keep addresses readable in their own way.
    let rendered = found.rendered(as: format)
      .replacing("\\", with: "").replacing("&amp;", with: "&")
    for part in [
      attribution.title, "\(attribution.revision.rawValue)", permalink,
      attribution.licenses[0].name,
      attribution.licenses[0].url, try #require(attribution.historyURL), "contributors",
      "wiki markup removed", "templates, tables, references and files left out",
      "\(attribution.timestamp)",
    ] {
      #expect(rendered.contains(part), "\(format) lacks \(part)")
    }
    #expect(rendered.contains(lines(found.text)[0].prefix(40)), "\(format)")
    #expect(!rendered.hasSuffix("\n"))
  }
}

@Test("Text for terminals holds no control character, and no line that is not its own")
func hostileTextForm() async throws {
  let passage = try await hostile()
  let rendered = lines(passage.rendered(as: .text))
  for line in rendered { #expect(line == HostileText.shown(line)) }
  let shown = lines(HostileText.shown(passage.text)).filter { !$0.isEmpty }
  #expect(rendered.count == 2 + shown.count + 1 + 2 + 2 + 2 + 1)
  #expect(rendered.last?.hasPrefix("   Hidden:   ") == true)
  #expect(Array(rendered[2..<2 + shown.count]) == shown.map { "   " + $0 })
  for line in [rendered[0]] + rendered[(3 + shown.count)...] { expectNoSteering(line) }
}

/// A line that goes on after a title must not be turned round or broken by it.
private func expectNoSteering(_ line: String) {
  let steering = line.unicodeScalars.filter {
    [0x2028, 0x2029].contains($0.value) || (0x202A...0x202E).contains($0.value)
      || (0x2066...0x2069).contains($0.value)
  }
  #expect(steering.isEmpty, "\(line)")
}

@Test("HTML holds no tag, attribute or reference but the renderer's own")
func hostileHTML() async throws {
  let passage = try await hostile()
  let rendered = passage.rendered(as: .html)
  let reading = try #require(HTMLReading(rendered))
  let paragraphs = lines(passage.text).filter { !$0.isEmpty }
  var tags = ["article", "h3", "/h3", "blockquote"]
  for _ in paragraphs { tags += ["p", "/p"] }
  tags += ["/blockquote", "footer", "p"]
  tags += ["a", "/a", "a", "/a", "a", "/a", "a", "/a", "/p", "/footer", "/article"]
  #expect(reading.tags == tags)
  #expect(Array(reading.paragraphs.dropLast()) == paragraphs.map(HostileText.shown))
  let names = Set(reading.attributes.map(\.name))
  #expect(names == ["class", "lang", "dir", "cite", "href", "rel"])
  for attribute in reading.attributes where ["cite", "href"].contains(attribute.name) {
    #expect(attribute.value.hasPrefix("https://"))
  }
  #expect(!rendered.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  for line in reading.headings + [reading.paragraphs.last ?? ""] { expectNoSteering(line) }
}

@Test("Markdown escapes every character of text and title that could be markup")
func hostileMarkdown() async throws {
  let passage = try await hostile()
  let rendered = lines(passage.rendered(as: .markdown))
  let shown = lines(HostileText.shown(passage.text)).filter { !$0.isEmpty }
  #expect(rendered.count == 2 + 2 * shown.count - 1 + 2)
  for (number, line) in shown.enumerated() {
    let quoted = rendered[2 + 2 * number]
    #expect(quoted.hasPrefix("> "))
    var content = String(quoted.dropFirst(2))
    if content.hasPrefix("&#32;") { content = " " + content.dropFirst(5) }
    #expect(unescapedMarkdown(content) == line)
    if number > 0 { #expect(rendered[1 + 2 * number] == ">") }
  }
  #expect(rendered[0].hasPrefix("### 1\\. ") || rendered[0].hasPrefix("### 1. "))
  let heading = rendered[0].drop { $0 != " " }.dropFirst().drop { $0 != " " }.dropFirst()
  #expect(unescapedMarkdown(String(heading)) != nil)
  #expect(rendered[1].isEmpty)
  try checkMarkdownFooter(try #require(rendered.last), passage)
  for line in [rendered[0], rendered[rendered.count - 1]] { expectNoSteering(line) }
}

/// The footer has one link to the source, one a licence, and one to the history.
private func checkMarkdownFooter(_ footer: String, _ passage: AttributedPassage) throws {
  let destinations = footer.split(separator: "](<").dropFirst().map { $0.prefix { $0 != ">" } }
  #expect(destinations.count == 4)
  for destination in destinations {
    #expect(destination.hasPrefix("https://"))
    #expect(!destination.contains { "<>\\ \"".contains($0) && $0 != "\"" })
    #expect(HostileText.shown(String(destination)) == destination)
  }
  for part in ["Source: [", "Licence: [", "Credit: ", "Changes: "] {
    #expect(footer.contains(part))
  }
}

/// What escaped Markdown shows; nil where a character that could be markup is bare.
private func unescapedMarkdown(_ text: String) -> String? {
  var result = String.UnicodeScalarView()
  var rest = text.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    if scalar == "\\" {
      guard let escaped = rest.popFirst(), escaped.isASCII else { return nil }
      result.append(escaped)
    } else {
      guard !"`*_{}[]<>()#+-.!|~&=:\"'@".unicodeScalars.contains(scalar) else { return nil }
      result.append(scalar)
    }
  }
  return String(result)
}

@Test("A line that starts with spaces is no code in Markdown")
func indentedMarkdown() async throws {
  let folder = try TemporaryFolder()
  var article = plainArticle(1, "")
  article.format = .wikitext
  article.text = Array("<syntaxhighlight>\nif gondola:\n      row(1)\n</syntaxhighlight>".utf8)
  _ = try await IndexBuilder().build(articles: [article], output: folder("code"))
  let found = try #require(try Index(path: folder("code")).search("gondola").first)
  try #require(found.text.contains("\n      row"))
  let rendered = lines(found.rendered(as: .markdown))
  #expect(!rendered.contains { $0.hasPrefix(">  ") })
  #expect(rendered.contains { $0.hasPrefix("> &#32;     row") })
}

@Test("The packet holds hostile text and names as they are, in well-formed JSON")
func hostilePacket() async throws {
  let passage = try await hostile()
  let packet = try JSONValue(parsing: Array(passage.rendered(as: .json).utf8))
  #expect(packet["text"]?.string?.utf8.elementsEqual(passage.text.utf8) == true)
  let name = packet["attribution"]?["name"]?.string
  #expect(name?.utf8.elementsEqual(HostileText.title.utf8) == true)
  #expect(lines(passage.rendered(as: .json)).count == 1)
  #expect(try PacketSchema.load().faults(in: Array(passage.rendered(as: .json).utf8)) == [])
}

@Test("A number is shown with three decimals, whatever its size and sign")
func decimals() {
  let shown =
    [(0, "0.000"), (0.0004, "0.000"), (0.0126, "0.013"), (12.3456, "12.346")]
    + [(-0.25, "-0.250"), (-0.0001, "0.000"), (12.9996, "13.000")]
  for (value, text) in shown { #expect(decimal(value) == text) }
}
