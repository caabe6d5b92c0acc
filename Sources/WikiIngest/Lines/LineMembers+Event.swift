internal import JSON
import WikiModel

extension LineMembers {
  /// The place in a feed that a line names; nil where it names none.
  func position(
    feed: String, partition: JSONPath, offset path: JSONPath
  ) throws(IngestError) -> FeedPosition? {
    let number = try optionalInteger(partition, in: 0...UInt32(Int32.max))
    let offset = try optionalInteger(path, in: 0...UInt64(Int64.max))
    if number == nil, offset == nil { return nil }
    guard let number else { throw missing(partition, "an integer") }
    guard let offset else { throw missing(path, "an integer") }
    guard (1...IngestLimit.feedNameByteCount).contains(feed.utf8.count) else {
      throw fault(
        "a feed's name of 1 to \(IngestLimit.feedNameByteCount) bytes",
        "one of \(feed.utf8.count)")
    }
    return FeedPosition(
      partition: FeedPartition(feed: feed, partition: number), offset: offset)
  }

  /// The revision that was there before the one that a line tells, at the first path that has it.
  ///
  /// A page's first revision is told to come after number 0, which none has.
  func parentRevision(_ paths: JSONPath...) throws(IngestError) -> RevisionID? {
    for path in paths {
      let number = try optionalInteger(path, in: 0...Article.identifierLimit)
      if let number, number > 0 { return RevisionID(rawValue: number) }
    }
    return nil
  }

  /// The wiki that a line names, where it does not also give the address of another one's page.
  ///
  /// Wikis of Wikimedia's projects alone are compared: others' names do not follow from addresses.
  func wiki(
    _ path: JSONPath, address: String?, _ options: IngestOptions
  ) throws(IngestError) -> String {
    if let wiki = options.wiki { return wiki }
    let wiki = try string(path)
    guard !wiki.isEmpty else { throw fault("\(path) with letters", "an empty one") }
    if let address, let known = Project(pageAddress: address), known.family != .wikimedia,
      known.wiki != wiki
    {
      throw fault(
        "an address of \(quoted(wiki)), as \(path) says",
        "\(quoted(address)), of \(quoted(known.wiki))")
    }
    return wiki
  }
}
