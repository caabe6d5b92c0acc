package import Storage

extension VectorIndexReader {
  /// As ``SectionFileReader/verifyWhatIsSmall()``.
  package func verifyWhatIsSmall() throws(StorageError) { try file.verifyWhatIsSmall() }

  /// Reads every byte and checks all that `Documentation/Format-vectors.md` promises about it.
  package func verify() throws(StorageError) {
    try file.verify()
    for (plane, range) in zip(code.planes, planes) {
      switch plane {
      case .signs: try verifySigns(range)
      case .nibbles: try verifyNibbles(range)
      case .bytes: try verifyBytes(range)
      case .floats: try verifyFloats(range, "a finite number")
      }
    }
    try verifyFloats(factors, "a finite factor")
    try verifyFloats(biases, "a finite bias")
    try verifyGraph()
    try verifyLists()
  }

  func verifyFloats(_ range: Range<Int>, _ expected: String) throws(StorageError) {
    let file = file
    let numbers = file.bytes(range).floats
    for index in numbers.indices where !numbers[index].isFinite {
      throw file.corrupt(range.lowerBound + 4 * index, expected, "\(numbers[index])")
    }
  }

  private func verifySigns(_ range: Range<Int>) throws(StorageError) {
    let file = file
    let bytes = file.bytes(range)
    for start in stride(from: 0, to: range.count, by: layout.slotByteCount) {
      for dimension in stride(from: dimensions / 8 * 8, to: layout.padded, by: 8) {
        let byte = bytes.integer(UInt8.self, at: start + dimension / 8)
        let used = min(8, max(0, dimensions - dimension))
        guard Int(byte) >> used == 0 else {
          throw file.corrupt(
            range.lowerBound + start + dimension / 8, "zeros after the last sign", "\(byte)")
        }
      }
      let end = start + layout.padded / 8
      let factor = Float(bitPattern: bytes.integer(UInt32.self, at: end))
      guard factor.isFinite else {
        throw file.corrupt(range.lowerBound + end, "a finite factor", "\(factor)")
      }
      try verifyScales(range, row: start / layout.slotByteCount, at: start + layout.padded / 8 + 4)
    }
  }

  /// Checks what follows the factor of a row's signs.
  private func verifyScales(
    _ range: Range<Int>, row: Int, at place: Int
  ) throws(StorageError) {
    let file = file
    let bytes = file.bytes(range)
    var expected: [UInt32] = []
    if layout.hasWalkableSlots {
      expected.append(file.bytes(factors).floats[row].bitPattern)
      expected.append(biases.isEmpty ? 0 : file.bytes(biases).floats[row].bitPattern)
    }
    let end = (row + 1) * layout.slotByteCount
    for (index, at) in stride(from: place, to: end, by: 4).enumerated() {
      let number = bytes.integer(UInt32.self, at: at)
      let wanted = index < expected.count ? expected[index] : 0
      guard number == wanted else {
        throw file.corrupt(range.lowerBound + at, "the bits \(wanted)", "\(number)")
      }
    }
  }

  func verifyBytes(_ range: Range<Int>) throws(StorageError) {
    let file = file
    let bytes = file.bytes(range)
    for start in stride(from: 0, to: range.count, by: layout.padded) {
      for dimension in 0..<layout.padded {
        let byte = bytes.integer(UInt8.self, at: start + dimension)
        guard byte > 0, dimension < dimensions || byte == 128 else {
          throw file.corrupt(
            range.lowerBound + start + dimension,
            dimension < dimensions ? "a code, 1 to 255" : "the code of zero, 128", "\(byte)")
        }
      }
    }
  }

  private func verifyNibbles(_ range: Range<Int>) throws(StorageError) {
    let file = file
    let bytes = file.bytes(range)
    let width = layout.stride(.nibbles)
    for start in stride(from: 0, to: range.count, by: width) {
      for place in 0..<width {
        let byte = bytes.integer(UInt8.self, at: start + place)
        let dimension = place / 64 * 128 + place % 64
        for (nibble, dimension) in [(byte & 15, dimension), (byte >> 4, dimension + 64)] {
          guard nibble > 0, dimension < dimensions || nibble == 8 else {
            throw file.corrupt(
              range.lowerBound + start + place,
              dimension < dimensions ? "codes, 1 to 15" : "the code of zero, 8", "\(nibble)")
          }
        }
      }
    }
  }
}
