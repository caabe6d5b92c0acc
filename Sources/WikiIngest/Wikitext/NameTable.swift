/// A fixed set of names, looked up by bytes without making strings.
///
/// Open addressing over FNV-1a. Building is O(bytes of all names), a look-up O(bytes of one name).
struct NameTable<Value: Sendable>: Sendable {
  private var slots: [Int32]
  private var keys: [[UInt8]] = []
  private var values: [Value] = []
  private let foldsCase: Bool

  /// Later entries replace earlier ones of the same name.
  ///
  /// With `foldsCase`, capital ASCII letters equal small ones and `_` equals a space.
  init(_ entries: [(String, Value)], foldsCase: Bool) {
    self.foldsCase = foldsCase
    var capacity = 16
    while capacity < entries.count * 2 { capacity *= 2 }
    slots = Array(repeating: -1, count: capacity)
    for (name, value) in entries { insert(Array(name.utf8), value) }
  }

  /// The value of the name at `start..<end`, nil when it is not in the table.
  func value(in text: Span<UInt8>, _ start: Int, _ end: Int) -> Value? {
    var hash: UInt32 = 2_166_136_261
    for index in start..<end { hash = (hash ^ UInt32(folded(text[index]))) &* 16_777_619 }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = Int(slots[slot])
      if matches(entry, text, start, end) { return values[entry] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  func contains(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    value(in: text, start, end) != nil
  }

  private func folded(_ byte: UInt8) -> UInt8 {
    guard foldsCase else { return byte }
    if byte == UInt8(ascii: "_") { return UInt8(ascii: " ") }
    return byte.asciiLowercased
  }

  private func matches(_ entry: Int, _ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let key = keys[entry]
    guard key.count == end - start else { return false }
    for index in 0..<key.count where key[index] != folded(text[start + index]) { return false }
    return true
  }

  private mutating func insert(_ name: [UInt8], _ value: Value) {
    let key = name.map(folded)
    var hash: UInt32 = 2_166_136_261
    for byte in key { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == key {
        values[Int(slots[slot])] = value
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(keys.count)
    keys.append(key)
    values.append(value)
  }
}
