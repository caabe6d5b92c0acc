import TestSupport
import Storage
import Testing

@Test("An integer is read at any offset, aligned or not, low byte first")
func unalignedIntegers() {
  var generator = SeededGenerator()
  let bytes = generator.bytes(64)
  func naive(_ offset: Int, _ width: Int) -> UInt64 {
    bytes[offset..<offset + width].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
  for offset in 0...56 {
    let span = bytes.rawBytes
    #expect(span.integer(UInt8.self, at: offset) == UInt8(naive(offset, 1)))
    #expect(span.integer(UInt16.self, at: offset) == UInt16(naive(offset, 2)))
    #expect(span.integer(UInt32.self, at: offset) == UInt32(naive(offset, 4)))
    #expect(span.integer(UInt64.self, at: offset) == naive(offset, 8))
    #expect(span.integer(Int64.self, at: offset) == Int64(bitPattern: naive(offset, 8)))
  }
}

@Test("Integers that were written are read back in place and one by one")
func integersInPlace() {
  var generator = SeededGenerator()
  let numbers = (0..<100).map { _ in UInt32(truncatingIfNeeded: generator.next()) }
  var bytes: [UInt8] = []
  for number in numbers { bytes.append(integer: number) }
  #expect(numbers.rawBytes.array == bytes)
  let span = numbers.rawBytes.integers(UInt32.self)
  #expect(span.count == numbers.count)
  for index in numbers.indices {
    #expect(span[index] == numbers[index])
    #expect(bytes.rawBytes.integer(UInt32.self, at: 4 * index) == numbers[index])
  }
}

@Test("Negative integers and no integers at all have their bytes")
func edgeIntegers() {
  var bytes: [UInt8] = []
  bytes.append(integer: Int32(-2))
  #expect(bytes == [0xFE, 0xFF, 0xFF, 0xFF])
  let none: [UInt64] = []
  let count = none.rawBytes.integers(UInt64.self).count
  #expect(count == 0)
}
