import Footnote
import JSON
import Storage

/// What the descriptions of an index for catalogues have in common.
struct IndexDescription {
  let index: Index
  let summary: IndexSummary
  /// The generations up to this one, oldest first.
  let records: [GenerationRecord]
  /// The licences of passages, each choice once, in the order of their identifiers.
  private(set) var licenseChoices: [[License]] = []
  /// Where the texts' wikis are, such as `https://en.wikipedia.org`, in order.
  private(set) var sites: [String] = []
  /// What `footnote export --format jsonl` writes: its digest and its size in bytes.
  private(set) var exportDigest = ""
  private(set) var exportByteCount = 0
  private var newest: Timestamp?

  /// Reads all passages once.
  init(_ index: Index) throws(Failure) {
    self.index = index
    summary = index.summary
    do throws(FootnoteError) {
      let number = index.identity.generation
      records = try IndexHistory(path: index.path).records().filter { $0.generation <= number }
    } catch {
      throw Failure(error)
    }
    var choices: Set<[License]> = []
    var sites: Set<String> = []
    var digester = Digester(.sha256)
    var byteCount = 0
    var newest: Timestamp?
    try PassageListing(index: index).forEach { (passage) throws(Failure) in
      let line = Array((passage.rendered(as: .json) + "\n").utf8)
      digester.update(line.rawBytes)
      byteCount += line.count
      let attribution = passage.attribution
      choices.insert(attribution.licenses)
      sites.insert(Self.site(of: attribution.url))
      newest = max(newest ?? attribution.timestamp, attribution.timestamp)
    }
    self.newest = newest
    func names(_ choice: [License]) -> String {
      choice.map(\.spdxIdentifier).joined(separator: " ")
    }
    licenseChoices = choices.sorted { names($0) < names($1) }
    self.sites = sites.sorted()
    exportDigest = hexadecimal(digester.finish())
    exportByteCount = byteCount
  }

  /// The folder's name.
  var name: String { Folder.name(of: index.path) }

  /// The moment of the newest change that the index has.
  var asOf: Timestamp {
    records.last?.asOf ?? newest ?? Timestamp(secondsSince1970: 0)
  }

  /// Who wrote the texts.
  var authors: String {
    let wikis = summary.wikis.keys.sorted()
    let names = Set(wikis.map { Project(databaseName: $0)?.familyName ?? $0 })
    return names.sorted().joined(separator: ", ") + " contributors"
  }

  /// Each licence once.
  var licenses: [License] {
    var seen: Set<String> = []
    return licenseChoices.joined().filter { seen.insert($0.spdxIdentifier).inserted }
  }

  var sentence: String {
    "\(summary.passageCount) passages of \(summary.pageCount) wiki pages in "
      + "\(summary.languages.keys.sorted().joined(separator: ", ")), each with the attribution "
      + "that it must carry: generation \(index.identity.generation) of \(name), with the manifest "
      + "\(index.identity.manifestDigest)."
  }

  /// Scheme and host of an address.
  private static func site(of url: String) -> String {
    let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.prefix(3).joined(separator: "/")
  }
}
