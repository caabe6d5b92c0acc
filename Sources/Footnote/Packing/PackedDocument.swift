import JSON
import WikiModel

/// Passages that are numbered from 1, with what they share told once.
struct PackedDocument {
  /// Something that is said of several passages.
  struct Shared<Value: Equatable> {
    var value: Value
    /// The numbers of the passages.
    var numbers: [Int]
  }

  let passages: [AttributedPassage]
  /// The credit lines, one for each revision.
  let credits: [Shared<Credit>]
  let licenses: [Shared<[License]>]
  let modifications: [Shared<[String]>]
  /// The passages whose adaptations must be shared alike.
  let shareAlike: [Int]

  struct Credit: Equatable {
    var line: String
    /// nil where the licensor asked that the authors be not named.
    var historyURL: String?
  }

  /// What CC BY-SA 4.0, section 3(b), and the GFDL, section 4, ask of adaptations.
  static let shareAlikeNotice =
    "adaptations that are shared must be under the same licence or a compatible one"

  init(_ passages: [AttributedPassage]) {
    self.passages = passages
    let attributions = passages.map(\.attribution)
    credits = Self.shared(
      attributions.map { Credit(line: $0.credit, historyURL: $0.historyURL) })
    licenses = Self.shared(attributions.map(\.licenses))
    modifications = Self.shared(attributions.map(\.modifications))
    shareAlike = attributions.indices.filter { index in
      attributions[index].licenses.allSatisfy(\.isShareAlike)
    }.map { $0 + 1 }
  }

  /// Equal values once, in the order of their first passages.
  private static func shared<Value: Equatable>(_ values: [Value]) -> [Shared<Value>] {
    var shared: [Shared<Value>] = []
    for (index, value) in values.enumerated() {
      if let known = shared.firstIndex(where: { $0.value == value }) {
        shared[known].numbers.append(index + 1)
      } else {
        shared.append(Shared(value: value, numbers: [index + 1]))
      }
    }
    return shared
  }

  func written(as format: PackOptions.Format) -> String {
    switch format {
    case .text: writtenAsText
    case .markdown: writtenAsMarkdown
    case .json: String(decoding: json.canonical, as: UTF8.self) + "\n"
    }
  }

  /// Passages by their numbers: `[1] [3]`.
  static func marks(_ numbers: [Int]) -> String {
    numbers.map { "[\($0)]" }.joined(separator: " ")
  }
}

extension License {
  /// Whether what is made of the text must be under the same licence.
  fileprivate var isShareAlike: Bool {
    spdxIdentifier.contains("-SA-") || spdxIdentifier.hasPrefix("GFDL")
  }
}
