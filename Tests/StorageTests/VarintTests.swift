import TestSupport
import Storage
import Testing

/// LEB128 as its definition reads, one digit of base 128 after the other.
private func naiveVarint(_ value: UInt64) -> [UInt8] {
  value < 128 ? [UInt8(value)] : [UInt8(value % 128 + 128)] + naiveVarint(value / 128)
}

/// What a read at the start of the bytes gives, and whether nothing is left then.
private func reading<Value: Equatable>(
  _ bytes: [UInt8], _ read: (inout ByteCursor) -> Value
) -> (value: Value, isAtEnd: Bool) {
  var cursor = ByteCursor(bytes.rawBytes)
  let value = read(&cursor)
  return (value, cursor.isAtEnd)
}

/// Numbers of every magnitude.
private func samples(_ generator: inout SeededGenerator) -> [UInt64] {
  var numbers: [UInt64] = [0, .max]
  for bit in 0..<64 {
    let power = UInt64(1) << UInt64(bit)
    numbers += [power - 1, power, power &+ 1, generator.next() & (power - 1)]
  }
  return numbers
}

@Test("A varint is its definition's bytes and reads back as the same number")
func varintRoundTrip() {
  var generator = SeededGenerator()
  for number in samples(&generator) {
    var bytes: [UInt8] = []
    bytes.append(varint: number)
    #expect(bytes == naiveVarint(number))
    #expect(bytes.count <= 10)
    #expect(reading(bytes) { $0.varint() } == (number, true))
  }
}

@Test("A signed varint reads back as the same number and is one byte from -64 to 63")
func signedVarintRoundTrip() {
  var generator = SeededGenerator()
  for number in samples(&generator).map({ Int64(bitPattern: $0) }) {
    for signed in [number, ~number] {
      var bytes: [UInt8] = []
      bytes.append(signedVarint: signed)
      #expect(bytes.count == 1 || !(-64...63).contains(signed))
      #expect(reading(bytes) { $0.signedVarint() } == (signed, true))
    }
  }
}

@Test("A varint that is cut, or passes ten bytes or 64 bits, is refused")
func badVarints() {
  let cases: [[UInt8]] = [
    [], [0x80], [0xFF, 0xFF], [UInt8](repeating: 0x80, count: 10),
    [UInt8](repeating: 0x80, count: 10) + [0x01],
    [UInt8](repeating: 0xFF, count: 9) + [0x02], [UInt8](repeating: 0xFF, count: 9) + [0x81, 0],
  ]
  for bytes in cases {
    #expect(reading(bytes) { $0.varint() }.value == nil, "\(bytes)")
  }
  let greatest = [UInt8](repeating: 0xFF, count: 9) + [0x01]
  #expect(reading(greatest) { $0.varint() } == (.max, true))
}

@Test("A varint with needless zero digits reads as its value, as LEB128 has it")
func overlongVarint() {
  #expect(reading([0x85, 0x80, 0x00]) { $0.varint() } == (5, true))
}

@Test("A varint reads as its value whatever stands behind it, with needless digits or without")
func varintAmongOthers() {
  var generator = SeededGenerator()
  for number in samples(&generator) {
    var bytes: [UInt8] = []
    bytes.append(varint: number)
    while bytes.count < 10, .random(in: 0..<3, using: &generator) > 0 {
      bytes[bytes.count - 1] |= 0x80
      bytes.append(0)
    }
    for count in 0...9 {
      let text = bytes + (0..<count).map { _ in .random(in: 0...255, using: &generator) }
      var cursor = ByteCursor(text.rawBytes)
      #expect(cursor.varint() == number, "\(text)")
      #expect(cursor.offset == bytes.count, "\(text)")
    }
  }
}

@Test("A pair of varints is what two varints are, or neither, whatever the bytes")
func varintPair() {
  var generator = SeededGenerator(for: "varintPair")
  let numbers = samples(&generator)
  for number in numbers {
    for count in [0, 1, 2, 9] {
      var bytes: [UInt8] = []
      bytes.append(varint: number)
      bytes.append(varint: numbers.randomElement(using: &generator) ?? 0)
      bytes += generator.bytes(count)
      expectPair(of: bytes)
      expectPair(of: Array(bytes.dropLast(count + 1)))
    }
  }
  for _ in 0..<5_000 { expectPair(of: generator.bytes(Int.random(in: 0...22, using: &generator))) }
}

private func expectPair(of bytes: [UInt8]) {
  var one = ByteCursor(bytes.rawBytes)
  var other = ByteCursor(bytes.rawBytes)
  let first = one.varint()
  let second = first == nil ? nil : one.varint()
  let pair = other.varintPair()
  #expect(pair?.second == second, "\(bytes)")
  if second != nil { #expect(pair?.first == first && one.offset == other.offset, "\(bytes)") }
}

@Test("A count above its limit is refused")
func limitedCount() {
  var bytes: [UInt8] = []
  bytes.append(varint: 17)
  #expect(reading(bytes) { $0.count(limit: 17) }.value == 17)
  #expect(reading(bytes) { $0.count(limit: 16) }.value == nil)
}

@Test("Counted bytes and strings read back; invalid UTF-8 and a count past the end are refused")
func countedBytes() {
  var bytes: [UInt8] = []
  bytes.append(counted: [1, 2, 3])
  bytes.append(counted: [])
  bytes.append(counted: "déjà 食べる".utf8)
  bytes.append(counted: [0xC3])
  bytes.append(varint: 2)
  bytes.append(7)
  var cursor = ByteCursor(bytes.rawBytes)
  #expect(cursor.countedBytes() == [1, 2, 3])
  #expect(cursor.countedBytes() == [])
  #expect(cursor.countedString() == "déjà 食べる")
  #expect(cursor.countedString() == nil)
  #expect(cursor.countedBytes() == nil)
}

@Test("A cursor over random bytes never traps and never passes the end")
func randomBytes() {
  var generator = SeededGenerator()
  for _ in 0..<20_000 {
    let bytes = generator.bytes(Int.random(in: 0...24, using: &generator))
    var cursor = ByteCursor(bytes.rawBytes)
    var isReading = true
    while isReading, !cursor.isAtEnd {
      let before = cursor.offset
      switch generator.next() % 6 {
      case 0: isReading = cursor.varint() != nil
      case 4: isReading = cursor.varintPair() != nil
      case 1: isReading = cursor.signedVarint() != nil
      case 2: isReading = cursor.count(limit: Int(generator.next() % 300)) != nil
      case 3: isReading = cursor.countedBytes() != nil
      default: isReading = cursor.countedString() != nil
      }
      let isForward = cursor.offset > before && cursor.offset <= bytes.count
      #expect(isForward)
    }
  }
}
