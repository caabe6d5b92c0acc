import TestSupport
import Storage
import Testing

@testable import Footnote

@Suite(
  "A full disk under an index",
  .enabled(if: SmallDisk.isPossible, "mounting a small file system needs privileges"))
struct FullDiskTests {
  @Test("Whatever room is left, the old or the new generation serves, and room lets work go on")
  func changes() async throws {
    for change in try await IndexChange.all() where !change.name.hasPrefix("build") {
      let known = try await KnownChange(change)
      for pages in [0, 1, 3, 8, 20] { try await fill(known, leaving: pages << 12) }
    }
  }

  private func fill(_ known: KnownChange, leaving byteCount: Int) async throws {
    let disk = try #require(SmallDisk(byteCount: 4 << 20))
    try known.change.prepare(disk.path)
    try fill(disk, leaving: byteCount)
    var failure: FootnoteError?
    do throws(FootnoteError) {
      try await known.change.run(disk.path)
    } catch {
      failure = error
      guard case .storage(.system) = error, "\(error)".contains("Free some room") else {
        Issue.record("\(known.change.name), \(byteCount) bytes: \(error)")
        return
      }
    }
    let identity = try IndexChange.verifiedIdentity(disk.path)
    #expect(identity == known.after || failure != nil && known.identities.contains(identity))
    #expect(try !Index(path: IndexChange.indexPath(disk.path)).search("harbour").isEmpty)
    try Folder.removeFile("\(disk.path)/filler")
    try await known.change.goOn(disk.path)
  }

  /// Fills a disk up to some bytes with a file.
  private func fill(_ disk: SmallDisk, leaving byteCount: Int) throws {
    let filler = try OutputFile(creating: "\(disk.path)/filler")
    while (try? filler.append([UInt8](repeating: 1, count: 1 << 12))) != nil {}
    try filler.cut(toByteCount: max(0, filler.byteCount - byteCount))
  }
}
