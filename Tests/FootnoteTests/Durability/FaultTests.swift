import TestSupport
import Storage
import Testing

@testable import Footnote

@Suite("Every call on files fails in turn")
struct FaultTests {
  @Test(
    "One call fails: the old or the new generation is whole, and nothing is left behind",
    arguments: Fault.allCases)
  func single(fault: Fault) async throws {
    for change in try await IndexChange.all() {
      try await inject(fault, into: change, lasts: false)
    }
  }

  @Test(
    "All calls from one on fail: the old or the new generation is whole, and work goes on",
    arguments: Fault.allCases.filter { $0 != .interrupted })
  func lasting(fault: Fault) async throws {
    for change in try await IndexChange.all() { try await inject(fault, into: change, lasts: true) }
  }

  private func inject(_ fault: Fault, into change: IndexChange, lasts: Bool) async throws {
    var generator = SeededGenerator(for: "\(change.name), \(fault)")
    let known = try await KnownChange(change)
    let callCount = try await calls(of: change, meeting: fault)
    let places = Array(0..<callCount).shuffled(using: &generator)
      .prefix(Soak.count(6, soak: .max))
    for place in places {
      let injector = FaultInjector(fault, atCall: place, lasts: lasts)
      let trial = FaultTrial(known: known, injector: injector, lasts: lasts)
      let wrong = try await trial.run()
      #expect(
        wrong == nil,
        "\(change.name), \(fault) at call \(place) of \(callCount), \(lasts ? "lasting" : "once")")
    }
    print("\(change.name): \(places.count) of \(callCount) places of \(fault)")
  }

  /// How many calls of a change can meet a fault.
  private func calls(of change: IndexChange, meeting fault: Fault) async throws -> Int {
    let folder = try TemporaryFolder()
    try change.prepare(folder.path)
    let counter = FaultInjector(fault, atCall: .max)
    try await SystemInterception.$current.withValue(counter) { try await change.run(folder.path) }
    return counter.count
  }
}

/// A change that meets a fault.
private struct FaultTrial {
  let known: KnownChange
  let injector: FaultInjector
  let lasts: Bool

  /// Says what is wrong afterwards; nil where all is well.
  func run() async throws -> String? {
    let folder = try TemporaryFolder()
    try known.change.prepare(folder.path)
    let failure = await SystemInterception.$current.withValue(injector) {
      () async -> FootnoteError? in
      do throws(FootnoteError) {
        try await known.change.run(folder.path)
        return nil
      } catch {
        return error
      }
    }
    guard let call = injector.call else {
      // Threads may share the calls out otherwise, and so make fewer.
      return failure.map { "failed without a fault: \($0)" }
    }
    return try await wrong(folder, failure, call).map { "\($0)\nat \(call)" }
  }

  private func wrong(
    _ folder: TemporaryFolder, _ failure: FootnoteError?, _ call: SystemCall
  ) async throws -> String? {
    let open = try openFiles(below: folder.path)
    guard open.isEmpty else { return "left open: \(open)" }
    do {
      let identity = try known.identity(in: folder.path, isAcknowledged: failure == nil)
      if !lasts, injector.isHarmless, let failure { return "not borne: \(failure)" }
      if !lasts {
        let wrong = try known.wrongFiles(folder.path, identity)
        guard wrong.isEmpty else { return "missing, left or other files: \(wrong)" }
      }
      try await known.goOn(in: folder.path)
      return nil
    } catch let wrong as WrongState {
      return wrong.description
    }
  }
}
