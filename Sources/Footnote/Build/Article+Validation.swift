import WikiModel

extension Article {
  /// Refuses an article that no attribution could be made of, or, without text, that no page of an
  /// index can be told by.
  func validate() throws(FootnoteError) {
    if let fault { throw refusal(fault) }
  }

  /// Refuses a text that is not UTF-8; readers of files have seen to that already.
  func validateText() throws(FootnoteError) {
    guard String(validating: text, as: UTF8.self) != nil else {
      throw refusal(ArticleFault(expected: "text in UTF-8", found: "other bytes"))
    }
  }

  private func refusal(_ fault: ArticleFault) -> FootnoteError {
    .invalidArticle(wiki: wiki, page: page, expected: fault.expected, found: fault.found)
  }
}
