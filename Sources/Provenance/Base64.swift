import CCrypto

/// Bytes as text of 64 characters, with padding.
///
/// Source: RFC 4648, section 4.
package enum Base64 {
  package static func encode(_ bytes: [UInt8]) -> String {
    var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let count = unsafe text.withUnsafeMutableBufferPointer { text in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe EVP_EncodeBlock(text.baseAddress, bytes.baseAddress, Int32(bytes.count))
      }
    }
    return String(decoding: text.prefix(Int(count)), as: UTF8.self)
  }

  /// The bytes; nil for text that is not what ``encode(_:)`` writes, so that bytes have one form.
  package static func decode(_ text: String) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count % 4 == 0, characters.count <= 1 << 28 else { return nil }
    if characters.isEmpty { return [] }
    var bytes = [UInt8](repeating: 0, count: characters.count / 4 * 3)
    let count = unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      unsafe characters.withUnsafeBufferPointer { text in
        unsafe EVP_DecodeBlock(bytes.baseAddress, text.baseAddress, Int32(text.count))
      }
    }
    guard count >= 0 else { return nil }
    let padding = characters.suffix(2).count { $0 == UInt8(ascii: "=") }
    bytes.removeLast(bytes.count - Int(count) + padding)
    return encode(bytes) == text ? bytes : nil
  }
}
