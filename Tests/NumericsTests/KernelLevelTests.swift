import TestSupport
import Numerics
import Testing

/// Every level of kernels that this processor has is held to the portable one, on random input.
@Suite("Kernels at each instruction set level")
struct KernelLevelTests {
  static let levels = Kernels.Level.allCases.compactMap { Kernels(level: $0) }

  private func portable() throws -> Kernels { try #require(Kernels(level: .scalar)) }

  @Test("are there at the portable level, and at the one in use")
  func arePresent() {
    #expect(Kernels(level: .scalar) != nil)
    #expect(!Self.levels.isEmpty)
  }

  @Test("unpack a block to the same documents", arguments: 0..<32)
  func unpack(_ width: Int) throws {
    var generator = SeededGenerator()
    let packed = (0..<16 * width + 40).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let before = UInt32.random(in: 0 ... .max, using: &generator)
    let expected = unpacked(packed, width, before, try portable())
    for kernels in Self.levels {
      #expect(unpacked(packed, width, before, kernels) == expected)
    }
  }

  @Test("unpack a block to the same documents, however many bits of upper parts are set")
  func unpackDamaged() throws {
    var generator = SeededGenerator()
    for round in 0..<400 {
      let width = round % 32
      let low = generator.bytes(16 * width)
      let high = generator.bytes(1 + round / 8).map { byte in
        // Sparse ones have too few, dense ones too many.
        round % 3 == 0 ? byte & 0x11 : round % 3 == 1 ? byte | 0xEE : byte
      }
      let expected = unpacked(low + high, width, 7, try portable())
      for kernels in Self.levels {
        #expect(unpacked(low + high, width, 7, kernels) == expected)
      }
    }
  }

  private func unpacked(
    _ packed: [UInt8], _ width: Int, _ before: UInt32, _ kernels: Kernels
  ) -> [UInt32] {
    var documents = [UInt32](repeating: 0, count: Kernels.blockCount)
    var target = documents.mutableSpan
    kernels.unpackBlock(packed.rawBytes, width: width, before: before, into: &target)
    return documents
  }

  @Test("sum postings up to the same scores")
  func sum() throws {
    var generator = SeededGenerator()
    for count in [0, 1, 7, 64, 127, 128] {
      let impacts = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      // Numbers of a damaged list may lie anywhere.
      let documents = impacts.map { _ in UInt32.random(in: 0 ... .max, using: &generator) }
      let weight = UInt32.random(in: 0 ... .max, using: &generator)
      func scores(_ kernels: Kernels, roomCount: Int) -> [UInt32] {
        var scores = [UInt32](repeating: 3, count: 512)
        var target = scores.mutableSpan
        kernels.scatter(
          documents.span, impacts.rawBytes, weight: weight, start: 77, into: &target,
          roomCount: roomCount)
        return scores
      }
      for roomCount in [1, 16, 512] {
        let expected = scores(try portable(), roomCount: roomCount)
        #expect(expected[roomCount...].allSatisfy { $0 == 3 })
        for kernels in Self.levels { #expect(scores(kernels, roomCount: roomCount) == expected) }
      }
    }
  }

  @Test("collect and retain the same candidates, and clear the scores")
  func collect() throws {
    var generator = SeededGenerator()
    for round in 0..<14 {
      let count = [0, 1, 15, 16, 33, 1_000, 4_000][round / 2]
      let isSparse = round % 2 == 1
      let scores = (0..<count).map { _ in UInt32.random(in: 0...20, using: &generator) }
        .map { $0 == 20 ? UInt32.max : $0 }
        .map { !isSparse || UInt8.random(in: 0...99, using: &generator) == 0 ? $0 : 0 }
      for threshold: UInt32 in [0, 7, 19, .max - 1, .max] {
        let chosen = scores.indices.filter { scores[$0] > threshold }
        for kernels in Self.levels {
          var cleared = scores
          var candidates = Candidates(capacity: count)
          candidates.collect(&cleared, count: count, above: threshold, start: 90, kernels)
          #expect(candidates.listed.map(\.document) == chosen.map { UInt32($0 + 90) })
          #expect(candidates.listed.map(\.sum) == chosen.map { scores[$0] })
          #expect(cleared.allSatisfy { $0 == 0 })

          var all = Candidates(capacity: count)
          cleared = scores.map { max($0, 1) }
          all.collect(&cleared, count: count, above: 0, start: 90, kernels)
          all.retain(above: max(threshold, 1), kernels)
          let kept = chosen.filter { scores[$0] > max(threshold, 1) }
          #expect(all.listed.map(\.document) == kept.map { UInt32($0 + 90) })
        }
      }
    }
  }
}

extension Candidates {
  var listed: [(document: UInt32, sum: UInt32)] {
    (0..<count).map { (documents[$0], sums[$0]) }
  }
}
