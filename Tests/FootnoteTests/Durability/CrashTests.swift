import TestSupport
import Storage
import Testing

@testable import Footnote

@Suite("Crashes that lose, tear and reorder what was not synced")
struct CrashTests {
  @Test("Every state of the disk opens as an old or a new generation, and verifies")
  func states() async throws {
    var generator = SeededGenerator()
    let history = try await CrashHistory(of: IndexChange.all())
    let wanted = Soak.count(200, soak: 100_000)
    let known = KnownStates<String?>()
    var seen: Set<UInt64> = []
    for first in stride(from: 0, to: wanted, by: Self.atOnce) {
      try await withThrowingTaskGroup(of: UInt64.self) { group in
        for number in first..<min(first + Self.atOnce, wanted) {
          let part = history.parts[number % history.parts.count]
          let seed = generator.next()
          group.addTask {
            var own = SeededGenerator(continuing: seed)
            let place = Int.random(in: 0...part.simulator.operationCount, using: &own)
            let state = part.simulator.state(after: place, using: &own)
            let wrong = try await part.wrong(
              state, place: place, known, goesOn: number % Self.workedOn == 0)
            #expect(
              wrong == nil, "\(part.known.change.name), state \(number) at operation \(place)")
            return state.fingerprint
          }
        }
        for try await fingerprint in group { seen.insert(fingerprint) }
      }
      if first % 5_000 == 0 { print("\(first) states tried") }
    }
    print(
      "\(wanted) states, \(seen.count) of them different, \(known.count) to an index's reader")
  }

  /// States that are tried at one time.
  private static let atOnce = 50
  /// Of so many states, one is read whether it is known or not, and worked on.
  private static let workedOn = 51

  @Test("When nothing is lost, the recorded operations give the files that there are")
  func faithfulRecording() async throws {
    for part in try await CrashHistory(of: IndexChange.all()).parts {
      let state = part.simulator.state(after: part.simulator.operationCount)
      #expect(state.files == part.finalFiles, "\(part.known.change.name)")
    }
  }
}

/// Changes as they were recorded.
private struct CrashHistory {
  struct Part: Sendable {
    let known: KnownChange
    let simulator: CrashSimulator
    let finalFiles: [String: [UInt8]]
  }

  var parts: [Part] = []

  init(of changes: [IndexChange]) async throws {
    for change in changes {
      let known = try await KnownChange(change)
      let folder = try TemporaryFolder()
      try change.prepare(folder.path)
      let recording = try DiskRecording(below: folder.path)
      try await SystemInterception.$current.withValue(recording) {
        try await change.run(folder.path)
      }
      parts.append(
        Part(
          known: known, simulator: CrashSimulator(recording), finalFiles: try tree(folder.path)))
    }
  }
}

extension CrashHistory.Part {
  /// Says what is wrong with a state of the disk; nil where all is well.
  func wrong(
    _ state: DiskState, place: Int, _ others: KnownStates<String?>, goesOn: Bool
  ) async throws -> String? {
    // The change is acknowledged when its last operation is done.
    let isAcknowledged = place == simulator.operationCount
    let expected = others.finding(of: state)
    do {
      if let expected, !goesOn {
        try known.check(expected, isAcknowledged: isAcknowledged)
        return nil
      }
      let folder = try TemporaryFolder()
      try state.write(to: folder.path)
      let (identity, paths) = try read(folder.path, isAcknowledged: isAcknowledged)
      if let expected, expected != identity { return "two findings of what looks the same" }
      others.keep(identity, of: state, named: paths)
      if goesOn { try await known.goOn(in: folder.path) }
      return nil
    } catch let error as WrongState {
      return error.description
    }
  }

  /// Reads the index in a folder, and tells the paths that it named.
  private func read(
    _ folder: String, isAcknowledged: Bool
  ) throws -> (identity: String?, paths: [String]) {
    let named = NamedPaths(below: folder)
    let identity = try SystemInterception.$current.withValue(named) {
      try known.identity(in: folder, isAcknowledged: isAcknowledged)
    }
    guard !named.hasChanges else { throw WrongState(description: "changed by who only reads") }
    return (identity, named.paths)
  }
}
