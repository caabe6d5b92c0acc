import Storage

/// Makes every checksum of a section file right, so that damage behind it is met.
///
/// The layout is that of `Documentation/Format.md`. Too few bytes for a header stay as they are.
func mended(_ bytes: [UInt8]) -> [UInt8] {
  let headerByteCount = 64
  let entryByteCount = 24
  guard bytes.count >= headerByteCount else { return bytes }
  var mended = bytes
  mended.replaceSubrange(0..<8, with: "FOOTNOTE".utf8)
  mended.put(UInt64(bytes.count), at: 16)
  let table = bytes.rawBytes.integer(UInt64.self, at: 24)
  let sectionCount = Int(bytes.rawBytes.integer(UInt32.self, at: 32))
  guard table >= UInt64(headerByteCount), table <= UInt64(bytes.count),
    sectionCount * entryByteCount <= bytes.count - Int(table)
  else { return mended.withHeaderChecksum() }
  let tableOffset = Int(table)
  var checksumsOffset = tableOffset + sectionCount * entryByteCount
  for section in 0..<sectionCount {
    let entry = tableOffset + section * entryByteCount
    let offset = mended.rawBytes.integer(UInt64.self, at: entry + 8)
    let byteCount = mended.rawBytes.integer(UInt64.self, at: entry + 16)
    guard offset <= table, byteCount <= table - offset else { break }
    for start in stride(from: Int(offset), to: Int(offset + byteCount), by: 1 << 20) {
      guard checksumsOffset + 8 <= bytes.count else { break }
      let end = min(start + 1 << 20, Int(offset + byteCount))
      mended.put(checksum(mended.rawBytes.extracting(start..<end)), at: checksumsOffset)
      checksumsOffset += 8
    }
  }
  mended.put(checksum(mended.rawBytes.extracting(tableOffset..<bytes.count)), at: 40)
  return mended.withHeaderChecksum()
}

extension [UInt8] {
  mutating func put<T: FixedWidthInteger>(_ integer: T, at offset: Int) {
    var bytes: [UInt8] = []
    bytes.append(integer: integer)
    replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  fileprivate func withHeaderChecksum() -> [UInt8] {
    var bytes = self
    bytes.put(checksum(rawBytes.extracting(0..<56)), at: 56)
    return bytes
  }
}
