import Storage
import WikiModel

/// The distinct pairs of a language and licences that pages have, numbered as they first come.
struct PropertyTable {
  private(set) var encoded: [UInt8] = []
  private var numbers: [[UInt8]: UInt32] = [:]

  /// The number of a revision's language and licences.
  mutating func number(of revision: RevisionRecord) -> UInt32 {
    var bytes: [UInt8] = []
    bytes.append(counted: revision.language.utf8)
    bytes.append(varint: UInt64(revision.licenses.count))
    for license in revision.licenses { bytes.append(counted: license.spdxIdentifier.utf8) }
    if let known = numbers[bytes] { return known }
    let number = UInt32(numbers.count)
    numbers[bytes] = number
    encoded += bytes
    return number
  }
}

/// A language with licences, as the property table holds it.
struct PageProperties {
  var language: String
  /// SPDX identifiers.
  var licenses: [String] = []

  /// Reads what ``PropertyTable`` wrote; nil when the bytes cannot be that.
  init?(_ cursor: inout ByteCursor) {
    guard let language = cursor.countedString(),
      let count = cursor.count(limit: PassageStoreFormat.licenseLimit)
    else { return nil }
    self.language = language
    for _ in 0..<count {
      guard let license = cursor.countedString() else { return nil }
      licenses.append(license)
    }
  }
}
