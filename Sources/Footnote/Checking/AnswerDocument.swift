import JSON
import WikiModel

/// An answer with its citations, whichever program's shape it came in.
///
/// `Documentation/Checking.md` gives the shapes.
struct AnswerDocument {
  /// A citation as it was found.
  struct Citation {
    /// Where it stands in the document, as a JSON Pointer (RFC 6901).
    var place: String
    var quotation: String?
    /// The passage's key, where it gives one.
    var key: PassageKey?
    /// The web address that it gives, of a page or a revision of one.
    var address: CitedAddress?
    /// Which of the answer's packets it is about, from 0, where it says so by a number.
    var packetIndex: Int?
    /// The packet that the citation itself is.
    var packet: AnswerPacket?
  }

  /// What the answer calls itself.
  var identifier: String?
  /// The answer's words.
  var text = ""
  /// The packets that came with the answer.
  var packets: [AnswerPacket] = []
  var citations: [Citation] = []
  /// Whether it says that it has no answer.
  var abstains = false

  init(parsing bytes: [UInt8]) throws(FootnoteError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw .invalidAnswer(expected: "one JSON text", found: "\(error)")
    }
    self.init()
    identifier = value["id"]?.string
    abstains = value["abstains"]?.bool ?? false
    packets = (value["passages"]?.array ?? []).enumerated().map {
      AnswerPacket($1, place: "/passages/\($0)")
    }
    guard read(value) else {
      throw .invalidAnswer(
        expected: "an answer with citations, as Documentation/Checking.md describes",
        found: value.object == nil ? "another kind of value" : "an object without them")
    }
  }

  private init() {}

  /// Reads whichever shape it is; false where it is none.
  private mutating func read(_ value: JSONValue) -> Bool {
    if let choices = value["choices"]?.array {
      for (number, choice) in choices.enumerated() {
        guard let message = choice["message"] else { continue }
        readMessage(message, at: "/choices/\(number)/message")
      }
    } else if let output = value["output"]?.array {
      for (number, item) in output.enumerated() { readMessage(item, at: "/output/\(number)") }
    } else if value["content"] != nil {
      readMessage(value, at: "")
    } else if value.array != nil {
      readBlocks(value, at: "")
    } else if value["answer"] != nil || value["passages"] != nil || value["citations"] != nil {
      text = value["answer"]?.string ?? ""
    } else {
      return false
    }
    for (number, citation) in (value["citations"]?.array ?? []).enumerated() {
      add(citation, at: "/citations/\(number)", text: text)
    }
    if citations.isEmpty, value["citations"] == nil {
      for packet in packets { citations.append(Citation(packet)) }
    }
    return true
  }

  /// A message whose content is a text, or a list of blocks.
  private mutating func readMessage(_ message: JSONValue, at place: String) {
    if let content = message["content"]?.string {
      append(content)
      addAll(message["annotations"], at: "\(place)/annotations", text: content)
    } else if let content = message["content"] {
      readBlocks(content, at: "\(place)/content")
    }
  }

  private mutating func readBlocks(_ blocks: JSONValue, at place: String) {
    for (number, block) in (blocks.array ?? []).enumerated() {
      let place = "\(place)/\(number)"
      // Assistants of OpenAI have an object for the text.
      let inner = block["text"]?["value"] != nil
      let holder = inner ? block["text"] ?? block : block
      guard let content = holder[inner ? "value" : "text"]?.string else { continue }
      append(content)
      let inside = inner ? "\(place)/text" : place
      addAll(holder["annotations"], at: "\(inside)/annotations", text: content)
      addAll(holder["citations"], at: "\(inside)/citations", text: content)
    }
  }

  private mutating func append(_ content: String) {
    text += text.isEmpty ? content : "\n" + content
  }

  private mutating func addAll(_ list: JSONValue?, at place: String, text: String) {
    for (number, citation) in (list?.array ?? []).enumerated() {
      add(citation, at: "\(place)/\(number)", text: text)
    }
  }

  private mutating func add(_ citation: JSONValue, at place: String, text: String) {
    // A file that the answer made is no source.
    guard citation["type"]?.string != "file_path" else { return }
    citations.append(Citation(citation, at: place, text: text))
  }
}

extension AnswerDocument.Citation {
  /// A packet that is a citation by being there.
  init(_ packet: AnswerPacket) {
    self.init(place: packet.place, quotation: packet.text, packet: packet)
    key = packet.key
  }

  /// - Parameter text: The words that the citation's places count in.
  init(_ value: JSONValue, at place: String, text: String) {
    if value["attribution"] != nil {
      let packet = AnswerPacket(value, place: place)
      self.init(packet)
      quotation = value["quote"]?.string ?? packet.text
      return
    }
    self.init(place: place)
    // OpenAI's chat has an object of the type's name; others have the members themselves.
    let inner = value["type"]?.string.flatMap { value[$0] }
    func string(_ name: String) -> String? { value[name]?.string ?? inner?[name]?.string }
    func integer(_ name: String) -> Int? {
      (value[name]?.integer ?? inner?[name]?.integer).flatMap { Int(exactly: $0) }
    }
    quotation = string("cited_text") ?? string("quote")
    let names = ["key", "passage", "source", "url", "document_title", "title", "filename"]
    for name in names {
      guard let named = string(name) else { continue }
      let (foundKey, foundAddress) = CitedAddress.references(in: named)
      key = key ?? foundKey
      address = address ?? foundAddress
    }
    // A rank counts from 1, the others from 0.
    packetIndex =
      integer("passage").map { $0 &- 1 } ?? integer("document_index")
      ?? integer("search_result_index") ?? integer("index")
    if quotation == nil, let start = integer("start_index"), let end = integer("end_index") {
      quotation = Self.quoted(text, start, end)
    }
  }

  /// The words between two places, which count Unicode scalars; nil where they are a mere link.
  private static func quoted(_ text: String, _ start: Int, _ end: Int) -> String? {
    let scalars = text.unicodeScalars
    guard start >= 0, start < end,
      let from = scalars.index(scalars.startIndex, offsetBy: start, limitedBy: scalars.endIndex),
      let to = scalars.index(from, offsetBy: end - start, limitedBy: scalars.endIndex)
    else { return nil }
    let words = String(scalars[from..<to])
    return isLink(words) ? nil : words
  }

  /// Whether words are nothing but an address, a link in Markdown, or the mark of a source.
  private static func isLink(_ words: String) -> Bool {
    func isBetween(_ start: String, _ end: String) -> Bool {
      words.hasPrefix(start) && words.hasSuffix(end)
    }
    let isAddress = words.hasPrefix("http://") || words.hasPrefix("https://")
    return isAddress && !words.contains(where: \.isWhitespace)
      || isBetween("【", "】") && words.contains("†")
      || words.contains("](") && (isBetween("[", ")") || isBetween("(", ")"))
  }
}
