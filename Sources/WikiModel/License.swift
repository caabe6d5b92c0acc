/// A licence that text is under: its SPDX identifier, its name and its legal text's address.
public struct License: Hashable, Sendable {
  /// The identifier in the SPDX licence list, such as `CC-BY-SA-4.0`.
  public let spdxIdentifier: String
  /// The name as people write it, such as "Creative Commons Attribution-ShareAlike 4.0".
  public let name: String
  /// Where the licence can be read.
  public let url: String

  /// Describes a licence that is not among the known ones.
  public init(spdxIdentifier: String, name: String, url: String) {
    self.spdxIdentifier = spdxIdentifier
    self.name = name
    self.url = url
  }

  /// The known licence of this SPDX identifier, nil when it is not known here.
  public init?(spdxIdentifier: String) {
    guard let known = Self.known.first(where: { $0.spdxIdentifier == spdxIdentifier }) else {
      return nil
    }
    self = known
  }

  /// The licences that Wikimedia's projects use or have used.
  public static let known: [License] = [
    creativeCommons("BY-SA", "Attribution-ShareAlike", "4.0", "International"),
    creativeCommons("BY-SA", "Attribution-ShareAlike", "3.0", "Unported"),
    creativeCommons("BY", "Attribution", "4.0", "International"),
    creativeCommons("BY", "Attribution", "2.5", "Generic"),
    License(
      spdxIdentifier: "CC0-1.0", name: "Creative Commons Zero 1.0 Universal",
      url: "https://creativecommons.org/publicdomain/zero/1.0/"),
    License(
      spdxIdentifier: "GFDL-1.2-or-later", name: "GNU Free Documentation License 1.2 or later",
      url: "https://www.gnu.org/licenses/old-licenses/fdl-1.2.html"),
    License(
      spdxIdentifier: "GFDL-1.3-or-later", name: "GNU Free Documentation License 1.3 or later",
      url: "https://www.gnu.org/licenses/fdl-1.3.html"),
  ]

  private static func creativeCommons(
    _ code: String, _ title: String, _ version: String, _ jurisdiction: String
  ) -> License {
    License(
      spdxIdentifier: "CC-\(code)-\(version)",
      name: "Creative Commons \(title) \(version) \(jurisdiction)",
      url: "https://creativecommons.org/licenses/\(code.lowercased())/\(version)/")
  }
}
