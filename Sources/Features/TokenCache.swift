/// What is known of tokens seen before: their features by raw bytes and language.
///
/// Open addressing with linear probing over 64-bit hashes; bytes are compared, so that a collision
/// changes no result, and probes are bounded, so that tokens chosen to collide cost no more than
/// others that are not kept. It grows to a bound; there everything is forgotten: words that matter
/// come back at once, and nothing needs to be kept about age.
struct TokenCache {
  /// Longer tokens are not kept.
  static let maximumTokenBytes = 64

  struct Entry {
    var hash: UInt64
    /// The first eight bytes, so that most tokens are told apart without following a reference.
    var prefix: UInt64
    /// Where the bytes behind the prefix start among all.
    var bytesStart: UInt32
    /// The feature itself where there is one; else where they start among all.
    var feature: UInt32
    var word: TextWord
    var byteCount: UInt8
    var featureCount: UInt8
    /// Characters of the normalised word.
    var length: UInt8
    var profile: UInt8

    static let vacant = Entry(
      hash: 0, prefix: 0, bytesStart: 0, feature: 0, word: TextWord(), byteCount: 0,
      featureCount: 0, length: 0, profile: 0)
  }

  private static let initialSlotBits = 10
  private static let probeLimit = 32

  private let maximumSlots: Int
  private var slots: [Entry]
  private var count = 0
  private var bytes: [UInt8] = []
  private var features: [UInt32] = []

  /// Makes a cache that grows to `1 << maximumSlotBits` slots, half of them in use.
  init(maximumSlotBits: Int) {
    maximumSlots = 1 << maximumSlotBits
    let count = min(maximumSlots, 1 << Self.initialSlotBits)
    slots = [Entry](repeating: .vacant, count: count)
  }

  /// The entry of a token with this hash, nil when it is not kept.
  @inline(__always)
  func entry(of token: Span<UInt8>, hash: UInt64, profile: UInt8) -> Entry? {
    let prefix = Self.prefix(of: token)
    var slot = firstSlot(hash)
    for _ in 0..<Self.probeLimit {
      let entry = slots[slot]
      if entry.hash == 0 { return nil }
      if entry.hash == hash | 1, entry.profile == profile, entry.byteCount == token.count,
        entry.prefix == prefix, hasRest(of: token, at: Int(entry.bytesStart))
      {
        return entry
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The feature at `index` of an entry with several.
  func feature(of entry: Entry, at index: Int) -> UInt32 {
    entry.featureCount == 1 ? entry.feature : features[Int(entry.feature) + index]
  }

  /// Keeps what is known of a token that is not kept yet.
  mutating func insert(
    _ token: Span<UInt8>, hash: UInt64, profile: UInt8, features added: [UInt32],
    word: TextWord, length: UInt32
  ) {
    guard token.count <= Self.maximumTokenBytes, let length = UInt8(exactly: length),
      let featureCount = UInt8(exactly: added.count)
    else { return }
    if count >= slots.count / 2 { makeRoom() }
    guard let slot = vacantSlot(hash) else { return }
    var entry = Entry(
      hash: hash | 1, prefix: Self.prefix(of: token), bytesStart: UInt32(bytes.count), feature: 0,
      word: word,
      byteCount: UInt8(token.count), featureCount: featureCount, length: length, profile: profile)
    var index = Self.prefixBytes
    while index < token.count {
      bytes.append(token[index])
      index += 1
    }
    if added.count == 1 {
      entry.feature = added[0]
    } else {
      entry.feature = UInt32(features.count)
      features += added
    }
    slots[slot] = entry
    count += 1
  }

  @inline(__always)
  private func firstSlot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
  }

  private func vacantSlot(_ hash: UInt64) -> Int? {
    var slot = firstSlot(hash)
    for _ in 0..<min(Self.probeLimit, slots.count) {
      if slots[slot].hash == 0 { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func makeRoom() {
    count = 0
    if slots.count == maximumSlots {
      for slot in slots.indices { slots[slot] = .vacant }
      bytes.removeAll(keepingCapacity: true)
      features.removeAll(keepingCapacity: true)
      return
    }
    let kept = slots
    slots = [Entry](repeating: .vacant, count: 2 * kept.count)
    for entry in kept where entry.hash != 0 {
      guard let slot = vacantSlot(entry.hash) else { continue }
      slots[slot] = entry
      count += 1
    }
  }

  private static let prefixBytes = 8

  @inline(__always)
  private static func prefix(of token: Span<UInt8>) -> UInt64 {
    var prefix: UInt64 = 0
    for index in 0..<min(prefixBytes, token.count) {
      prefix = prefix << 8 | UInt64(token[index])
    }
    return prefix
  }

  /// True when the bytes behind the prefix are those kept from `start` on.
  @inline(__always)
  private func hasRest(of token: Span<UInt8>, at start: Int) -> Bool {
    var index = Self.prefixBytes
    while index < token.count {
      if bytes[start + index - Self.prefixBytes] != token[index] { return false }
      index += 1
    }
    return true
  }
}
