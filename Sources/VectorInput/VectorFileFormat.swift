/// A form in which vectors are written, told by the end of the file's name.
package enum VectorFileFormat: String, CaseIterable, Sendable {
  /// NumPy's array file.
  case npy
  /// Of each vector its count of numbers (32 bits) and the numbers (singles), as in TEXMEX's sets.
  case fvecs
  /// A JSON object a line, with the members `id` and `vector`.
  case jsonl
  /// One JSON text: an array of numbers, or an object with a member `vector`.
  case json

  /// The format that a name's ending stands for; nil for an unknown one.
  init?(path: String) {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? Substring(path).utf8
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    self.init(rawValue: String(Substring(name[dot...].dropFirst())).lowercased())
  }
}
