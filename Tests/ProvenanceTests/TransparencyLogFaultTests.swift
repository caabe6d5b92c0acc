import JSON
import Provenance
import Storage
import TestSupport
import Testing

@Suite("A transparency log whose disk fails")
struct TransparencyLogFaultTests {
  @Test("takes an entry or does not, and goes on either way", arguments: Fault.allCases)
  func faults(_ fault: Fault) throws {
    for lasts in [false, true] where !(lasts && fault == .interrupted) {
      var place = 0
      while true {
        let sample = try SampleLog(3)
        let injector = FaultInjector(
          fault, atCall: place, lasts: lasts, below: sample.folder.path)
        var wasAdded = true
        try SystemInterception.$current.withValue(injector) {
          do {
            try sample.append("new")
          } catch TransparencyLog.Failure.storage {
            wasAdded = false
          }
        }
        guard injector.wasInjected else { break }
        #expect(wasAdded || !fault.isHarmless)
        try sample.append("after")
        let texts = try sample.texts()
        #expect(texts.last == "after")
        #expect(!wasAdded || texts.contains("new"), "\(String(describing: injector.call))")
        #expect(texts.prefix(4) == ["start", "entry 0", "entry 1", "entry 2"])
        place += 1
      }
      #expect(place > 0)
    }
  }

  @Test("loses no entry that was acknowledged, in any crash")
  func crashes() throws {
    var generator = SeededGenerator()
    let sample = try SampleLog(2)
    try sample.append("first")
    let recording = try DiskRecording(below: sample.folder.path)
    var ends: [(operations: Int, texts: [String?])] = [(0, try sample.texts())]
    try SystemInterception.$current.withValue(recording) {
      for text in ["a", "b", "c"] {
        try sample.append(text)
        ends.append((recording.operationCount, ends[ends.count - 1].texts + [text]))
      }
      _ = try sample.log.prune(
        { $0["text"]?.string == "a" }, note: { SampleLog.entry("pruned \($0)") })
      ends.append((recording.operationCount, ends[ends.count - 1].texts))
    }
    let simulator = CrashSimulator(recording)
    for _ in 0..<Soak.count(300, soak: 50_000) {
      let place = Int.random(in: 0...simulator.operationCount, using: &generator)
      let crashed = try SampleLog()
      try Folder.removeFile(crashed.path)
      try simulator.state(after: place, using: &generator).write(to: crashed.folder.path)
      try crashed.append("after")
      let known = try #require(ends.last { $0.operations <= place }).texts
      let texts = try crashed.texts()
      #expect(texts.last == "after")
      let kept = zip(texts, known).allSatisfy { $0 == $1 || $0 == nil && $1 == "a" }
      #expect(kept && texts.count > known.count, "\(place): \(texts)")
    }
  }
}
