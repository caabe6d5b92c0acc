import JSON
import TestSupport

@testable import Footnote

extension AnswerDraft {
  /// Spoils one thing of an answer; false where this answer has it not.
  mutating func spoil(
    _ corruption: AnswerCorruption, with passages: [AttributedPassage],
    using generator: inout some RandomNumberGenerator
  ) -> Bool {
    guard let chosen = citations.indices.randomElement(using: &generator) else { return false }
    switch corruption {
    case .alteredWord:
      return alterWord(of: chosen, with: passages.randomElement(using: &generator), &generator)
        && !stillStand(chosen)
    case .lostWord: return loseWord(of: chosen, &generator) && !stillStand(chosen)
    case .swappedCitations: return swap(chosen, with: passages, &generator) && !stillStand(chosen)
    case .wrongRevision: renumber(chosen, &generator)
    case .strippedLicense:
      if Bool.random(using: &generator) { tellsLicense = false } else { linksLicense = false }
      let isLost = !tellsLicense
      packetEdits.append { packet in
        isLost
          ? packet.replacing(["attribution", "license"], with: .array([]))
          : packet.replacing(
            ["attribution", "license"],
            with: [["identifier": "CC-BY-SA-4.0", "name": "Creative Commons"]])
      }
    case .strippedPermalink:
      // Where the citation is the address, it names nothing without it.
      tellsPermalinks = false
      if ![.packets, .quotes, .documents, .thread].contains(shape) {
        let address = citations[chosen].address
        citations[chosen].address = String(address.prefix { $0 != "?" })
      }
      packetEdits.append {
        $0.replacing(["attribution", "version", "permalink"], with: nil)
      }
    case .strippedModifications:
      tellsModifications = false
      packetEdits.append { $0.replacing(["attribution", "modifications"], with: nil) }
    case .alteredAttribution:
      guard shape == .packets else { return false }
      let names = ["name", "credit", "url", "section", "in_language", "content_sha256", "source"]
      let name = names.randomElement(using: &generator) ?? "name"
      packetEdits.append { $0.replacing(["attribution", name], with: "other") }
    }
    return true
  }

  /// Whether words stand in the passage all the same, as those of a phrase that is there twice do.
  private func stillStand(_ chosen: Int) -> Bool {
    func plain(_ text: String) -> String {
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    return plain(citations[chosen].passage.text).contains(plain(citations[chosen].words))
  }

  /// Puts a word of any passage in the place of one, or a letter where words are not separated.
  private mutating func alterWord(
    of chosen: Int, with other: AttributedPassage?, _ generator: inout some RandomNumberGenerator
  ) -> Bool {
    guard let other else { return false }
    var words = citations[chosen].words.split(separator: " ").map(String.init)
    guard words.count > 2 else { return alterLetter(of: chosen, with: other, &generator) }
    let place = Int.random(in: 1..<words.count - 1, using: &generator)
    guard
      let word = other.text.split(whereSeparator: \.isWhitespace)
        .randomElement(using: &generator).map(String.init),
      word != words[place], word.contains(where: \.isLetter)
    else { return false }
    words[place] = word
    citations[chosen].words = words.joined(separator: " ")
    return true
  }

  private mutating func alterLetter(
    of chosen: Int, with other: AttributedPassage, _ generator: inout some RandomNumberGenerator
  ) -> Bool {
    var letters = Array(citations[chosen].words)
    guard letters.count > 2, let letter = other.text.randomElement(using: &generator) else {
      return false
    }
    let place = Int.random(in: 1..<letters.count - 1, using: &generator)
    guard letter.isLetter, letter != letters[place] else { return false }
    letters[place] = letter
    citations[chosen].words = String(letters)
    return true
  }

  /// Takes a word out between two others.
  private mutating func loseWord(
    of chosen: Int, _ generator: inout some RandomNumberGenerator
  ) -> Bool {
    var words = citations[chosen].words.split(separator: " ").map(String.init)
    guard words.count > 2 else { return false }
    let place = Int.random(in: 1..<words.count - 1, using: &generator)
    // Of "very very", either may go; white space is no word.
    guard words[place].contains(where: \.isLetter), words[place] != words[place - 1],
      words[place] != words[place + 1]
    else { return false }
    words.remove(at: place)
    citations[chosen].words = words.joined(separator: " ")
    return true
  }

  /// Has the words of one passage said by another.
  private mutating func swap(
    _ chosen: Int, with passages: [AttributedPassage],
    _ generator: inout some RandomNumberGenerator
  ) -> Bool {
    let own = citations[chosen].passage.attribution
    guard let other = passages.randomElement(using: &generator),
      let address = other.attribution.permalink, address != own.permalink
    else { return false }
    citations[chosen].passage = other
    citations[chosen].key = "\(other.attribution.key)"
    citations[chosen].address = address
    return true
  }

  /// Gives the passage's revision another number.
  private mutating func renumber(
    _ chosen: Int, _ generator: inout some RandomNumberGenerator
  ) {
    let key = citations[chosen].passage.attribution.key
    let number = key.revision.rawValue &+ UInt64.random(in: 1...1_000, using: &generator)
    let wrong = RevisionID(rawValue: number)
    citations[chosen].key =
      "\(PassageKey(wiki: key.wiki, page: key.page, revision: wrong, ordinal: key.ordinal))"
    citations[chosen].address = citations[chosen].address.replacing(
      "oldid=\(key.revision.rawValue)", with: "oldid=\(number)")
  }
}
