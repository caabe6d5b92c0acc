@testable import Provenance
import Storage

/// The bytes that hexadecimal digits stand for.
func bytes(_ digits: String) -> [UInt8] {
  let digits = Array(digits.utf8)
  return stride(from: 0, to: digits.count, by: 2).map {
    UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16) ?? 0
  }
}

/// A key that is the same in every run.
func key(_ number: UInt8) -> SigningKey {
  guard let key = SigningKey(seed: [UInt8](repeating: number, count: 32)) else {
    fatalError("32 bytes are a key")
  }
  return key
}
