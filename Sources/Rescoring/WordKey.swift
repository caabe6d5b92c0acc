/// A word by its hashes: equal keys are one word to the store.
package struct WordKey: Hashable, Sendable {
  /// The stem; its number is also that of a feature of the first stage.
  package var stem: UInt32
  /// The normal form.
  package var form: UInt32
  /// The first letters; 0 for a word that has none.
  package var prefix: UInt32

  package init(stem: UInt32, form: UInt32, prefix: UInt32) {
    self.stem = stem
    self.form = form
    self.prefix = prefix
  }
}

extension WordKey: Comparable {
  package static func < (a: WordKey, b: WordKey) -> Bool {
    (a.stem, a.form, a.prefix) < (b.stem, b.form, b.prefix)
  }
}

/// A document's words as they are stored: those of its headings, then those of its text.
package struct DocumentWords: Hashable, Sendable {
  /// The words of the titles that the document stands under.
  package var heading: [WordKey]
  /// The words of the text, in order.
  package var text: [WordKey]
  /// Positions in `text`, ascending, where sentences start.
  package var sentenceStarts: [UInt32]

  package init(heading: [WordKey], text: [WordKey], sentenceStarts: [UInt32]) {
    self.heading = heading
    self.text = text
    self.sentenceStarts = sentenceStarts
  }
}

/// Documents that belong together, under one title: a page.
package struct PageWords: Hashable, Sendable {
  package var title: [WordKey]
  package var documents: [DocumentWords]

  package init(title: [WordKey], documents: [DocumentWords]) {
    self.title = title
    self.documents = documents
  }
}
