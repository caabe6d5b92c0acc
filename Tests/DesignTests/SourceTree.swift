import Storage
import Testing

/// The repository's files, found from this file's own place.
enum SourceTree {
  /// The folder that holds `Package.swift`.
  static let root = Folder.parent(of: Folder.parent(of: Folder.parent(of: #filePath)))

  struct File {
    /// Below the root, such as `Sources/Storage/System.swift`.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var name: String { Folder.name(of: path) }
    var isSwift: Bool { path.hasSuffix(".swift") }
  }

  /// The files below a folder whose names end in one of these, in the order of their paths.
  static func files(
    in folder: String, endings: [String] = [".swift", ".c", ".h"]
  ) throws -> [File] {
    guard Folder.isFolder("\(root)/\(folder)") else { return [] }
    var files: [File] = []
    for name in try Folder.names(in: "\(root)/\(folder)") where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      if Folder.isFolder("\(root)/\(path)") {
        files += try self.files(in: path, endings: endings)
      } else if endings.contains(where: name.hasSuffix) {
        files.append(File(path: path, text: try text(path)))
      }
    }
    return files
  }

  static func folders(in folder: String) throws -> [String] {
    try Folder.names(in: "\(root)/\(folder)").filter {
      Folder.isFolder("\(root)/\(folder)/\($0)")
    }
  }

  static func exists(_ path: String) -> Bool { Folder.exists("\(root)/\(path)") }

  static func text(_ path: String) throws -> String {
    let file = try MappedFile(path: "\(root)/\(path)")
    let bytes = unsafe file.bytes.withUnsafeBytes { unsafe Array($0) }
    return try #require(String(validating: bytes, as: UTF8.self), "\(path) is not UTF-8")
  }
}

extension SourceTree.File {
  /// The modules that the file imports, each with its line.
  var imports: [(module: String, line: Int)] {
    let levels = ["public", "package", "internal", "fileprivate", "private"]
    let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
    return lines.enumerated().compactMap { index, line in
      var words = line.split(whereSeparator: \.isWhitespace)[...]
      words = words.drop { $0.hasPrefix("@") || levels.contains(String($0)) }
      guard words.popFirst() == "import" else { return nil }
      words = words.drop { kinds.contains(String($0)) }
      let module = words.first?.prefix { $0 != "." }
      return module.map { (String($0), index + 1) }
    }
  }

  /// The lines that call one of these functions, which no dot and no `func` precedes.
  func calls(of functions: Set<String>) -> [Int] {
    lines.enumerated().compactMap { index, line in
      let code = line[..<(line.firstRange(of: "//")?.lowerBound ?? line.endIndex)]
      return code.callees.contains { functions.contains(String($0)) } ? index + 1 : nil
    }
  }
}

extension Substring {
  /// The names before each opening parenthesis, without those after a dot or `func`.
  fileprivate var callees: [Substring] {
    indices.filter { self[$0] == "(" }.compactMap { parenthesis in
      let name = self[..<parenthesis].reversed().prefix {
        $0.isLetter || $0.isNumber || $0 == "_"
      }
      let start = index(parenthesis, offsetBy: -name.count)
      let before = self[..<start]
      if before.hasSuffix(".") || before.hasSuffix("func ") { return nil }
      return name.isEmpty ? nil : self[start..<parenthesis]
    }
  }
}
