import Features
import Footnote
import Provenance
import Rescoring
import Storage
import TestSupport
import WikiModel

/// What targets need: a folder for their inputs, and an index to ask and to break.
package final class FuzzWorkplace: Sendable {
  private let folder: TemporaryFolder
  let index: Index
  /// Words that the tiny index has.
  let words: [WordKey]
  /// Who has signed both generations of the tiny index; the same in every run.
  let signer: SigningKey
  let checker: AnswerChecker
  /// All passages of the tiny index, as a query writes them.
  let answer: [UInt8]

  package init() async throws {
    folder = try TemporaryFolder()
    guard let signer = SigningKey(seed: [UInt8](repeating: 1, count: 32)) else {
      fatalError("32 bytes are a key")
    }
    self.signer = signer
    let indexSigner = IndexSigner(path: folder("index"))
    let expires = Timestamp(secondsSince1970: 1_800_000_000)
    _ = try await IndexBuilder().build(articles: tinyArticles, output: folder("index"))
    _ = try indexSigner.sign(with: [signer], expires: expires)
    try folder.file("events.jsonl", tinyEvents)
    var options = UpdateOptions()
    options.compacts = false
    _ = try await IndexUpdater(options: options).update(
      index: folder("index"), files: [folder("events.jsonl")])
    _ = try indexSigner.sign(with: [signer], expires: expires)
    index = try Index(path: folder("index"))
    checker = try AnswerChecker(index: index)
    let passages = try index.passages(at: 0..<Int(index.summary.passageCount))
    let packets = passages.map { $0.rendered(as: .json) }.joined(separator: ",")
    answer = Array("{\"passages\":[\(packets)]}".utf8)
    let question = Array("Keepers light the lighthouse lamp in Maine 1791".utf8)
    words = TextAnalyzer(options: AnalyzerOptions()).words(of: question.span, language: "en")
      .map { WordKey(stem: $0.stem, form: $0.form, prefix: $0.prefix) }
    try copy(folder("index"), to: brokenIndexPath)
  }

  static let changesName = "segment-000002/changes"
  static let logName = "LOG"
  static let actionsName = "ACTIONS"
  private static let revokedName = "REVOKED"

  /// A copy of the index in which one file is another one with each input.
  var brokenIndexPath: String { folder("broken") }

  /// A file of the tiny index.
  package func indexFile(_ name: String) throws -> [UInt8] {
    try contents(of: folder("index/\(name)"))
  }

  /// Puts bytes into a file of the folder, in place of the last ones, and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) -> String {
    do {
      return try folder.file(name, bytes)
    } catch {
      fatalError("cannot write to \(folder.path): \(error)")
    }
  }

  /// A path in the folder where there is no file.
  func vacant(_ name: String) -> String {
    try? Folder.removeFile(folder(name))
    return folder(name)
  }

  /// Gives the broken index another file.
  func put(indexFile name: String, _ bytes: [UInt8]) { _ = file("broken/\(name)", bytes) }

  func remove(indexFile name: String) { try? Folder.removeFile("\(brokenIndexPath)/\(name)") }

  /// Puts a list in place in the broken index, as if somebody had found it to be signed.
  func put(revocations envelope: [UInt8], version: UInt64) {
    let name = Self.revocationsName(version)
    let digest = hexadecimal(digest(.sha256, of: envelope.rawBytes))
    put(indexFile: name, envelope)
    put(
      indexFile: Self.revokedName,
      Array("footnote-revoked 1\n\(name)\nsha256 \(digest)\n".utf8))
  }

  func removeRevocations(version: UInt64) {
    remove(indexFile: Self.revocationsName(version))
    remove(indexFile: Self.revokedName)
  }

  private static func revocationsName(_ version: UInt64) -> String {
    let digits = "\(version)"
    let zeros = String(repeating: "0", count: max(0, 6 - digits.utf8.count))
    return "revocations-\(zeros)\(digits).json"
  }

  /// The salt of every audit log here.
  static let auditSalt = [UInt8](repeating: 7, count: 32)

  /// A folder of an audit log with these entries.
  func auditFolder(entries: [UInt8]) -> String {
    let path = folder("audit")
    if !Folder.isFolder(path) { try? Folder.make(path) }
    _ = file("audit/salt", Self.auditSalt)
    _ = file("audit/entries", entries)
    return path
  }

  /// Gives the broken index a manifest, and a pointer that vouches for it.
  func put(manifest bytes: [UInt8]) {
    let name = "manifest-000002.json"
    let digest = hexadecimal(digest(.sha256, of: bytes.rawBytes))
    _ = file("broken/\(name)", bytes)
    _ = file("broken/CURRENT", Array("footnote-index 1\n\(name)\nsha256 \(digest)\n".utf8))
  }
}

private func copy(_ source: String, to target: String) throws {
  try Folder.make(target)
  for name in try Folder.names(in: source) {
    if Folder.isFolder("\(source)/\(name)") {
      try copy("\(source)/\(name)", to: "\(target)/\(name)")
    } else {
      let file = try OutputFile(creating: "\(target)/\(name)")
      try file.append(try contents(of: "\(source)/\(name)"))
    }
  }
}
