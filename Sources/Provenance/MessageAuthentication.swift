package import Storage

/// HMAC-SHA-256: a digest that only who has the key can make.
///
/// Source: RFC 2104; its test vectors are in RFC 4231.
package func authenticationCode(of message: [UInt8], key: [UInt8]) -> SHA256Digest {
  let blockByteCount = 64
  var block = key.count > blockByteCount ? MerkleTree.digest(of: key).bytes : key
  block += [UInt8](repeating: 0, count: blockByteCount - block.count)
  let inner = MerkleTree.digest(of: block.map { $0 ^ 0x36 } + message)
  return MerkleTree.digest(of: block.map { $0 ^ 0x5C } + inner.bytes)
}
