import Storage
import TestSupport
import Testing

@testable import Footnote

@Suite("A limit of bytes on disk")
struct DiskLimitTests {
  @Test("stops every change at its peak, with the old or new generation in place and no leftovers")
  func changes() async throws {
    for change in try await IndexChange.all() {
      let known = try await KnownChange(change)
      let peak = try await peak(of: change)
      #expect([.done, .foreseen].contains(try await run(known, limit: peak)), "\(change.name)")
      #expect(try await run(known, limit: 4 * peak) == .done, "\(change.name)")
      for limit in [0, peak / 4, peak / 2, peak - 1] where limit < peak {
        // A merge after an update may be stopped; the update is in then, and tells.
        if try await run(known, limit: limit) == .done {
          #expect(known.identities.count > 2, "\(change.name), \(limit)")
        }
      }
    }
  }

  /// What a change takes at most, by a count of its own.
  private func peak(of change: IndexChange) async throws -> Int {
    let folder = try TemporaryFolder()
    try change.prepare(folder.path)
    let meter = DiskMeter(below: folder.path)
    try await SystemInterception.$current.withValue(meter) { try await change.run(folder.path) }
    #expect(meter.peak > 0)
    return meter.peak
  }

  private enum Outcome {
    case done, stopped
    /// Not begun: a merge is thought to take what its segments take, and may take less.
    case foreseen
  }

  /// Makes a change within a limit.
  private func run(_ known: KnownChange, limit: Int) async throws -> Outcome {
    let folder = try TemporaryFolder()
    try known.change.prepare(folder.path)
    let budget = DiskBudget(limit: UInt64(limit))
    var outcome = Outcome.done
    do {
      try await DiskBudget.$current.withValue(budget) { try await known.change.run(folder.path) }
    } catch let error as FootnoteError {
      guard case .storage(.limit(.disk, let path, UInt64(limit), _)) = error else { throw error }
      outcome = path == IndexChange.indexPath(folder.path) ? .foreseen : .stopped
    }
    #expect(budget.peak <= UInt64(limit))
    let identity = try IndexChange.verifiedIdentity(folder.path)
    #expect(
      identity == known.after || known.identities.contains(identity), "\(known.change.name)")
    let left = try tree(folder.path).keys.filter { $0.contains(".building-") }
    #expect(left.isEmpty, "\(known.change.name), \(limit)")
    try await known.change.goOn(folder.path)
    return outcome
  }

  @Test("refuses a merge that cannot fit before it makes a file")
  func merge() async throws {
    let small = try await SmallIndex.updated()
    let folder = try TemporaryFolder()
    try write(small.files, to: folder("an.index"))
    var options = CompactionOptions(mergesAll: true)
    let plan = try IndexCompactor(options: options).plan(index: folder("an.index"))
    options.limits.diskByteCount = plan.extraByteCount - 1
    let meter = DiskMeter(below: folder.path)
    await #expect(throws: FootnoteError.self) {
      try await SystemInterception.$current.withValue(meter) {
        try await IndexCompactor(options: options).compact(index: folder("an.index"))
      }
    }
    #expect(meter.peak == 0)
    options.limits.diskByteCount = 8 * plan.extraByteCount
    let report = try await IndexCompactor(options: options).compact(index: folder("an.index"))
    #expect(report.plan == plan)
  }
}
