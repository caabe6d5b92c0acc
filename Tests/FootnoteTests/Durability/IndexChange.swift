import TestSupport
import Storage

@testable import Footnote

/// Something that is done to a folder and makes a new generation of the index in it.
///
/// The same change of the same folder gives the same bytes, so that manifests' digests tell which
/// generation an index is.
struct IndexChange: Sendable {
  let name: String
  /// Brings an empty folder into the state before the change.
  let prepare: @Sendable (_ folder: String) throws -> Void
  let run: @Sendable (_ folder: String) async throws(FootnoteError) -> Void
  /// Shows that the folder can be worked on, after the change or in its place.
  let goOn: @Sendable (_ folder: String) async throws -> Void

  static func indexPath(_ folder: String) -> String { "\(folder)/small.index" }

  /// Reads every byte of the index in a folder and tells which generation it is.
  ///
  /// - Returns: nil where there is no index, which is so before the first build.
  static func verifiedIdentity(_ folder: String) throws(FootnoteError) -> String? {
    let index: Index
    do throws(FootnoteError) {
      index = try Index(path: indexPath(folder))
    } catch {
      if case .notAnIndex = error { return nil }
      throw error
    }
    _ = try index.verify()
    return index.identity.manifestDigest
  }
}

/// A change with what it leads from and to, when nothing goes wrong.
struct KnownChange: Sendable {
  let change: IndexChange
  let before: String?
  let after: String
  let namesBefore: Set<String>
  let namesAfter: Set<String>

  init(_ change: IndexChange) async throws {
    self.change = change
    let folder = try TemporaryFolder()
    try change.prepare(folder.path)
    before = try IndexChange.verifiedIdentity(folder.path)
    namesBefore = try Self.names(folder.path)
    try await change.run(folder.path)
    after = try IndexChange.verifiedIdentity(folder.path) ?? ""
    namesAfter = try Self.names(folder.path)
  }

  /// The files' paths.
  static func names(_ folder: String) throws -> Set<String> { Set(try tree(folder).keys) }
}
