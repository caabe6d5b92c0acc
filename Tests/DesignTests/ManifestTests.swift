import Testing

/// A call in a manifest with its arguments, without whitespace.
private func calls(_ function: String, in manifest: String) -> [Substring] {
  let text = manifest.filter { !$0.isWhitespace }
  return text.ranges(of: function + "(").compactMap { range in
    var depth = 1
    let end = text[range.upperBound...].firstIndex { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth == 0
    }
    return end.map { text[range.upperBound..<$0] }
  }
}

private func hasSwift(_ folder: String) throws -> Bool {
  try !SourceTree.files(in: folder, endings: [".swift"]).isEmpty
}

@Test("Every Swift target has the strict settings")
func strictSettings() throws {
  let manifest = try SourceTree.text("Package.swift")
  let strict =
    calls("room", in: manifest) + calls("tests", in: manifest)
    + [".executableTarget", ".target"].flatMap { calls($0, in: manifest) }
    .filter { $0.hasSuffix("swiftSettings:settings") }
  for group in ["Sources", "Tests"] {
    for folder in try SourceTree.folders(in: group) where try hasSwift("\(group)/\(folder)") {
      let isStrict = strict.contains {
        $0.hasPrefix("\"\(folder)\"") || $0.hasPrefix("name:\"\(folder)\"")
      }
      #expect(isStrict, "\(group)/\(folder) is no target with the strict settings")
    }
  }
  for helper in [".target", ".testTarget"] {
    let general = calls(helper, in: manifest).filter { $0.hasPrefix("name:name,") }
    #expect(general.count == 1)
    #expect(general.allSatisfy { $0.hasSuffix("swiftSettings:settings") })
  }
}

@Test("The strict settings are memory safety, warnings as errors, and Swift's coming rules")
func settings() throws {
  let manifest = try SourceTree.text("Package.swift").filter { !$0.isWhitespace }
  let start = try #require(manifest.firstRange(of: "letsettings:[SwiftSetting]=["))
  let settings = manifest[start.upperBound...].prefix { $0 != "]" }
  let wanted = [
    ".strictMemorySafety()", ".treatAllWarnings(as:.error)",
    ".enableUpcomingFeature(\"ExistentialAny\")",
    ".enableUpcomingFeature(\"InternalImportsByDefault\")",
    ".enableUpcomingFeature(\"MemberImportVisibility\")",
    ".enableUpcomingFeature(\"NonisolatedNonsendingByDefault\")",
  ]
  for setting in wanted { #expect(settings.contains(setting), "\(setting)") }
}

@Test("No manifest turns checks off")
func noUncheckedCode() throws {
  for path in ["Package.swift", "Benchmarks/Package.swift"] where SourceTree.exists(path) {
    let manifest = try SourceTree.text(path)
    for word in ["unsafeFlags", "Ounchecked", "disable-", "enforce-exclusivity"] {
      #expect(!manifest.contains(word), "\(path) has \(word)")
    }
  }
}
