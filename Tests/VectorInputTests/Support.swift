import Storage
import TestSupport
import Testing
import WikiModel

@testable import VectorInput

/// The bytes of a `.npy` file with this header and data, padded as NumPy pads it.
func npy(
  _ type: String, _ shape: String, fortran: Bool = false, version: UInt8 = 1, _ data: [UInt8]
) -> [UInt8] {
  var text = "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), "
  text += "'shape': \(shape), }"
  let lengthByteCount = version == 1 ? 2 : 4
  while (9 + lengthByteCount + text.utf8.count) % 64 != 0 { text += " " }
  text += "\n"
  let length = littleEndian(UInt64(text.utf8.count), lengthByteCount)
  return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(text.utf8) + data
}

func littleEndian(_ bits: UInt64, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
}

func singles(_ numbers: [Float]) -> [UInt8] {
  numbers.flatMap { littleEndian(UInt64($0.bitPattern), 4) }
}

func doubles(_ numbers: [Double]) -> [UInt8] {
  numbers.flatMap { littleEndian($0.bitPattern, 8) }
}

func fvecs(_ rows: [[Float]]) -> [UInt8] {
  rows.flatMap { littleEndian(UInt64($0.count), 4) + singles($0) }
}

func jsonl(_ rows: [[Float]], _ ids: [String]) -> String {
  zip(rows, ids).map { row, id in
    "{\"id\":\"\(id)\",\"vector\":[\(row.map { "\($0)" }.joined(separator: ","))]}\n"
  }.joined()
}

/// Rows of numbers between -1 and 1.
func randomRows(_ count: Int, _ dimensions: Int, _ generator: inout SeededGenerator) -> [[Float]] {
  (0..<count).map { _ in
    (0..<dimensions).map { _ in Float.random(in: -1...1, using: &generator) }
  }
}

/// Keys of so many passages, three a page, in their order.
func keys(_ count: Int) -> [PassageKey] {
  (0..<count).map {
    PassageKey(
      wiki: "enwiki", page: PageID(rawValue: UInt64($0 / 3 + 7)),
      revision: RevisionID(rawValue: 900), ordinal: UInt32($0 % 3))
  }
}

extension VectorFile {
  var rows: [[Float]] {
    get throws {
      try (0..<rowCount).map { row in
        var vector = [Float](repeating: 0, count: dimensions)
        try read(row: row, into: &vector)
        return vector
      }
    }
  }
}

/// What is said of a file that is refused.
func refusal(_ body: () throws -> Void) -> String {
  do {
    try body()
    Issue.record("nothing was refused")
    return ""
  } catch let error as VectorInputError {
    return "\(error)"
  } catch {
    Issue.record(error)
    return ""
  }
}

/// A row of eight numbers.
let eight: [Float] = [1, 2, 3, 4, 5, 6, 7, 8]
