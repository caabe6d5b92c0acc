import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

/// Embeddings of real passages and questions, where they are at hand.
private enum RealVectors {
  static let folder = (environment("FOOTNOTE_DATA") ?? "../shared/data") + "/vectors"

  /// The rows of a NumPy file of two dimensions, in half precision.
  static func load(_ name: String, limit: Int) throws -> VectorSet? {
    guard Folder.exists("\(folder)/\(name)") else {
      print("\(folder)/\(name) is absent: a test on real vectors is passed over")
      return nil
    }
    let bytes = try contents(of: "\(folder)/\(name)")
    let headerByteCount = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    let dimensions = 384
    let count = min(limit, (bytes.count - headerByteCount) / (2 * dimensions))
    var values: [Float] = []
    values.reserveCapacity(count * dimensions)
    for index in 0..<count * dimensions {
      let at = headerByteCount + 2 * index
      values.append(Float(half(UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8)))
    }
    return VectorSet(dimensions: dimensions, values: values)
  }

  private static func half(_ bits: UInt16) -> Float {
    let exponent = Int(bits >> 10 & 31)
    let fraction = Float(bits & 1_023) / 1_024
    let magnitude: Float =
      exponent == 0
      ? fraction * Float(sign: .plus, exponent: -14, significand: 1)
      : (1 + fraction) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    return bits >> 15 == 1 ? -magnitude : magnitude
  }
}

@Suite("Real embeddings")
struct RealVectorTests {
  @Test("keep the recall that is asked for", arguments: [VectorCode.bits4, .bits8])
  func keepRecall(_ code: VectorCode) async throws {
    guard let passages = try RealVectors.load("minilm-passages.f16.npy", limit: 3_000),
      let questions = try RealVectors.load("minilm-questions.f16.npy", limit: 30)
    else { return }
    let folder = try TemporaryFolder()
    let index = try await passages.index(in: folder, .cosine, code: code)
    for wanted in code == .bits4 ? [0.9] : [0.9, 0.99] {
      var sum = 0.0
      for row in 0..<questions.count {
        let found = try index.search(questions[row].span, k: 10, recall: wanted)
        sum += recall(found, naiveSearch(questions[row], passages, k: 10, .cosine))
      }
      #expect(sum / Double(questions.count) >= wanted - 0.01, "\(wanted): \(sum)")
    }
  }
}
