/// The names that lead from a JSON object to a member of it or of the objects in it.
///
/// Written with dots between the names, such as `event.type`; a name with a dot in it cannot be.
package struct JSONPath: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let names: [String]

  package init(stringLiteral path: String) {
    names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  private init(names: [String]) { self.names = names }

  /// The paths of the objects that the member is in, the outermost first.
  package var parents: [JSONPath] {
    (1..<max(1, names.count)).map { JSONPath(names: Array(names[..<$0])) }
  }

  package var description: String { names.joined(separator: ".") }
}
