/// The names of wikis, numbered as they first come.
package struct WikiTable: Sendable {
  package private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  package init() {}

  package subscript(number: Int) -> String { names[number] }

  /// The number of a wiki, which is a new one where its name has not come before.
  ///
  /// O(1).
  package mutating func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
