/// A text as a part of a URI: all but unreserved characters and slashes as percent escapes.
///
/// Source: RFC 3986, section 2.
func percentEncoded(_ text: String) -> String {
  let digits = Array("0123456789ABCDEF")
  var encoded = ""
  for byte in text.utf8 {
    if byte.isASCIILetter || byte.isASCIIDigit || "/-._~".utf8.contains(byte) {
      encoded.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
  }
  return encoded
}
