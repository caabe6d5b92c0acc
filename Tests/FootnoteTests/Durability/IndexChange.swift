import TestSupport
import Storage

@testable import Footnote

/// Something that is done to a folder and makes a new generation of the index in it.
///
/// The same change of the same folder gives the same bytes, so that manifests' digests tell which
/// generation an index is.
struct IndexChange: Sendable {
  typealias Step = @Sendable (_ folder: String) async throws(FootnoteError) -> Void

  let name: String
  /// The files of the folder before the change.
  let files: [String: [UInt8]]
  /// Brings the folder to a generation that the change publishes before its last one.
  let halfway: Step?
  let run: Step
  /// Shows that the folder can be worked on, after the change or in its place.
  let goOn: Step

  static func indexPath(_ folder: String) -> String { "\(folder)/small.index" }

  /// Brings an empty folder into the state before the change.
  func prepare(_ folder: String) throws {
    var state = DiskState(files: files)
    for name in files.keys {
      // The folders that a path goes through.
      var parts = name.split(separator: "/").dropLast()
      while !parts.isEmpty {
        state.folders.insert(parts.joined(separator: "/"))
        parts.removeLast()
      }
    }
    try state.write(to: folder)
  }

  /// Reads every byte of the index in a folder and tells which generation it is.
  ///
  /// - Returns: nil where there is no index, which is so before the first build.
  static func verifiedIdentity(_ folder: String) throws(FootnoteError) -> String? {
    let path = indexPath(folder)
    let index: Index
    do throws(FootnoteError) {
      index = try Index(path: path)
    } catch {
      if case .notAnIndex = error { return nil }
      throw error
    }
    _ = try index.verify()
    // What the log calls kept can be gone back to.
    for generation in try IndexHistory(path: path).keptGenerations() {
      _ = try Index(path: path, generation: generation)
    }
    return index.identity.manifestDigest
  }
}

/// What is wrong with the files that a change or its failure leaves.
struct WrongState: Error {
  var description: String
}

/// A change with what it leads from and to, when nothing goes wrong.
struct KnownChange: Sendable {
  let change: IndexChange
  let before: String?
  let after: String
  /// All generations that there are at one time or another.
  let identities: Set<String?>
  private let filesAfter: [String: [UInt8]]

  init(_ change: IndexChange) async throws {
    self.change = change
    let folder = try TemporaryFolder()
    try change.prepare(folder.path)
    before = try IndexChange.verifiedIdentity(folder.path)
    try await change.run(folder.path)
    after = try IndexChange.verifiedIdentity(folder.path) ?? ""
    filesAfter = try tree(folder.path)
    var identities: Set<String?> = [before, after]
    if let halfway = change.halfway {
      let folder = try TemporaryFolder()
      try change.prepare(folder.path)
      try await halfway(folder.path)
      identities.insert(try IndexChange.verifiedIdentity(folder.path))
    }
    self.identities = identities
  }

  /// Tells which generation the index in a folder is, of those that it may be.
  ///
  /// - Parameter isAcknowledged: whether the change came to its end.
  /// - Throws: `WrongState`.
  func identity(in folder: String, isAcknowledged: Bool) throws(WrongState) -> String? {
    let identity: String?
    do throws(FootnoteError) {
      identity = try IndexChange.verifiedIdentity(folder)
    } catch {
      throw WrongState(description: "does not verify: \(error)")
    }
    try check(identity, isAcknowledged: isAcknowledged)
    return identity
  }

  /// Checks that a generation is one of those that the index in a folder may be.
  func check(_ identity: String?, isAcknowledged: Bool) throws(WrongState) {
    guard !isAcknowledged || identity == after else {
      throw WrongState(description: "acknowledged, and not there")
    }
    guard identities.contains(identity) else { throw WrongState(description: "another index") }
  }

  /// Shows that the index in a folder can be worked on.
  func goOn(in folder: String) async throws(WrongState) {
    do throws(FootnoteError) {
      try await change.goOn(folder)
      _ = try IndexChange.verifiedIdentity(folder)
    } catch {
      throw WrongState(description: "cannot go on: \(error)")
    }
  }

  /// The files of a folder that should not be there, or not with these bytes, or are missing.
  ///
  /// - Parameter identity: That of the folder's index. After the change, older generations may be
  ///   removed or not; halfway, there are some files of both.
  func wrongFiles(_ folder: String, _ identity: String?) throws -> [String] {
    guard identity == before || identity == after else { return [] }
    let isAfter = identity == after
    // A lock's file stays, and its line is for people.
    let found = try tree(folder).filter { Folder.name(of: $0.key) != IndexFolder.lockName }
    let expected = isAfter ? filesAfter : change.files
    var wrong: [String] = []
    for name in Set(found.keys).union(expected.keys).sorted()
    where Folder.name(of: name) != IndexFolder.lockName && found[name] != expected[name] {
      if isAfter, expected[name] == nil, found[name] == change.files[name] { continue }
      wrong.append(name)
    }
    return wrong
  }
}
