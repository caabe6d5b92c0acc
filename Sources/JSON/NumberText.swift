/// Appends a number as ECMAScript writes it: the shortest digits that read back as the number.
///
/// Source: RFC 8785, section 3.2.2.3, and ECMA-262, Number::toString with radix 10.
func appendNumber(_ value: Double, to bytes: inout [UInt8]) throws(JSONError) {
  guard value.isFinite else { throw .notRepresentable("the number \(value)") }
  if value == 0 {
    bytes.append(UInt8(ascii: "0"))
    return
  }
  if value < 0 { bytes.append(UInt8(ascii: "-")) }
  let (digits, pointPosition) = shortestDigits(value.magnitude)
  let zero = UInt8(ascii: "0")
  if pointPosition > 21 || pointPosition < -5 {
    bytes.append(digits[0])
    if digits.count > 1 {
      bytes.append(UInt8(ascii: "."))
      bytes += digits[1...]
    }
    let exponent = pointPosition - 1
    bytes += (exponent < 0 ? "e-" : "e+").utf8
    bytes += String(exponent.magnitude).utf8
  } else if pointPosition >= digits.count {
    bytes += digits
    bytes.append(contentsOf: repeatElement(zero, count: pointPosition - digits.count))
  } else if pointPosition > 0 {
    bytes += digits[..<pointPosition]
    bytes.append(UInt8(ascii: "."))
    bytes += digits[pointPosition...]
  } else {
    bytes += "0.".utf8
    bytes.append(contentsOf: repeatElement(zero, count: -pointPosition))
    bytes += digits
  }
}

/// The shortest digits of a positive number, and how many of them stand before the decimal point.
///
/// Swift's `description` has the same digits as ECMAScript, in another layout.
private func shortestDigits(_ value: Double) -> (digits: [UInt8], pointPosition: Int) {
  var digits: [UInt8] = []
  var pointPosition: Int?
  var exponent = 0
  var text = Substring(value.description)
  if let e = text.firstIndex(of: "e") {
    exponent = Int(text[text.index(after: e)...]) ?? 0
    text = text[..<e]
  }
  for byte in text.utf8 {
    if byte == UInt8(ascii: ".") { pointPosition = digits.count } else { digits.append(byte) }
  }
  let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
  let position = (pointPosition ?? digits.count) + exponent - leadingZeros
  digits.removeFirst(leadingZeros)
  while digits.last == UInt8(ascii: "0") { digits.removeLast() }
  return (digits, position)
}
