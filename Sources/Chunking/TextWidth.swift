/// How much a byte's character counts, told by the byte that starts it: 1, or 2 for the wide
/// scripts; bytes inside a character count nothing.
///
/// Wide are U+3000 to U+9FFF, U+AC00 to U+D7FF, U+F900 to U+FAFF, U+FE30 to U+FE4F, U+FF01 to
/// U+FF60 and the planes of rare Chinese characters: the East Asian wide ones but for emoji and Yi.
/// The half-width forms in U+FFxx are few and count as wide.
@inline(__always)
func characterWidth(startingWith first: UInt8, then second: UInt8) -> Int {
  if first < 0x80 { return 1 }
  if first < 0xC0 { return 0 }
  switch first {
  case 0xE3...0xE9, 0xEB...0xED: return 2
  case 0xEA: return second >= 0xB0 ? 2 : 1
  case 0xEF:
    let isWide = (0xA4...0xAB).contains(second) || second == 0xB8 || second >= 0xBC
    return isWide ? 2 : 1
  case 0xF0: return second >= 0xA0 ? 2 : 1
  default: return 1
  }
}

/// The characters in a range of UTF-8, wide ones counted twice, in O(bytes).
func width(of bytes: Span<UInt8>, in range: Range<Int>) -> Int {
  precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
  var total = 0
  var i = range.lowerBound
  let end = range.upperBound
  while i < end {
    let byte = bytes[i]
    if byte < 0x80 {
      total += 1
    } else if byte >= 0xC0 {
      total += characterWidth(startingWith: byte, then: i + 1 < end ? bytes[i + 1] : 0)
    }
    i += 1
  }
  return total
}
