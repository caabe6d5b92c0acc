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
    var seen: [Set<UInt64>] = history.parts.map { _ in [] }
    var number = 0
    while number < wanted {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<min(Self.stride, wanted - number) {
          defer { number += 1 }
          let part = history.parts[number % history.parts.count]
          let place = Int.random(in: 0...part.simulator.operationCount, using: &generator)
          let state = part.simulator.state(after: place, using: &generator)
          guard seen[number % history.parts.count].insert(state.fingerprint).inserted else {
            continue
          }
          group.addTask { [number] in
            let wrong = try await part.wrong(state, place: place, goesOn: number % 50 == 0)
            #expect(
              wrong == nil, "\(part.known.change.name), state \(number) at operation \(place)")
          }
        }
        try await group.waitForAll()
      }
      if number % 5_000 == 0 { print("\(number) states tried") }
    }
    print("\(wanted) states, \(seen.reduce(0) { $0 + $1.count }) of them different")
  }

  /// States that are tried at one time.
  private static let stride = 50

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
  func wrong(_ state: DiskState, place: Int, goesOn: Bool) async throws -> String? {
    let folder = try TemporaryFolder()
    try state.write(to: folder.path)
    do throws(WrongState) {
      // The change is acknowledged when its last operation is done.
      _ = try known.identity(
        in: folder.path, isAcknowledged: place == simulator.operationCount)
      if goesOn { try await known.goOn(in: folder.path) }
      return nil
    } catch {
      return error.description
    }
  }
}
