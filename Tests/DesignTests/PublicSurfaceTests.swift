import Testing

/// A symbol with its module, and what it can hand to a caller.
private struct Declaration {
  let name: String
  let symbol: Symbol

  init(_ module: String, _ symbol: Symbol) {
    name = ([module] + symbol.pathComponents).joined(separator: ".")
    self.symbol = symbol
  }

  var isInitializer: Bool { symbol.kind.identifier == "swift.init" }
  var isType: Bool {
    ["struct", "enum", "class", "protocol", "actor"].contains {
      symbol.kind.identifier == "swift." + $0
    }
  }
}

private func declarations() throws -> [Declaration] {
  let modules = try PublicInterface.extracted.get().modules
  return modules.keys.sorted().flatMap { module in
    (modules[module] ?? []).map { Declaration(module, $0) }
  }
}

/// What decides whether a declaration can give text.
private struct TextRule {
  /// Mangled names of the package's own public types; their members are looked at one by one.
  private let own: Set<String>
  private let ownNames: Set<[String]>
  private let protocols: Set<[String]>

  init(_ declarations: [Declaration]) {
    let types = declarations.filter(\.isType)
    own = Set(types.map(\.symbol.identifier.precise))
    ownNames = Set(types.map(\.symbol.pathComponents))
    protocols = Set(
      types.filter { $0.symbol.kind.identifier == "swift.protocol" }.map(\.symbol.pathComponents))
  }

  private func names(_ fragments: [Symbol.Fragment], besides harmless: Set<String>) -> Bool {
    fragments.contains { fragment in
      guard fragment.kind == "typeIdentifier" else { return false }
      guard let precise = fragment.preciseIdentifier else { return true }
      return !own.contains(precise) && !harmless.contains(precise)
    }
  }

  /// A parameter can carry text out when it is a closure, is changed in place, or is of a type
  /// whose behaviour the caller chooses.
  private func carriesOut(_ parameter: Symbol.Parameter) -> Bool {
    let fragments = parameter.declarationFragments
    let isPlain = !fragments.contains {
      $0.spelling.contains("->") || ($0.kind == "keyword" && $0.spelling == "inout")
    }
    return names(fragments, besides: isPlain ? harmlessTypes.union(inputTypes) : harmlessTypes)
  }

  func givesText(_ declaration: Declaration) -> Bool {
    let symbol = declaration.symbol
    if declaration.isType { return false }
    let parent = Array(symbol.pathComponents.dropLast())
    // A requirement is met by the caller's code: what goes into it goes out.
    if protocols.contains(parent) {
      return names(symbol.declarationFragments, besides: harmlessTypes)
    }
    // An initialiser of a foreign type gives that type, and a member of it may give what it has.
    if !parent.isEmpty, !ownNames.contains(parent) { return true }
    guard let signature = symbol.functionSignature else {
      return !declaration.isInitializer
        && names(symbol.declarationFragments, besides: harmlessTypes)
    }
    return names(signature.returns ?? [], besides: harmlessTypes)
      || (signature.parameters ?? []).contains(where: carriesOut)
  }
}

@Test("No public declaration gives a text, but for those that say why it is not a passage's alone")
func noBareText() throws {
  let declarations = try declarations()
  let rule = TextRule(declarations)
  let allowed = Set(publicText.flatMap(\.declarations))
  for declaration in declarations where rule.givesText(declaration) {
    #expect(
      allowed.contains(declaration.name),
      "\(declaration.name) could give a text; see Tests/DesignTests/PublicText.swift")
  }
  let names = Set(declarations.map(\.name))
  for name in allowed.sorted() {
    #expect(names.contains(name), "\(name) is no longer public; take it off the list")
  }
  #expect(allowed.count == publicText.map(\.declarations.count).reduce(0, +))
}

@Test("Nobody outside can make, or alter, a passage or what its attribution consists of")
func sealedAttribution() throws {
  let sealed: Set<String> = [
    "AttributedPassage", "Attribution", "PassageSource", "IndexIdentity", "ScoreExplanation",
  ]
  let members = try declarations().filter { declaration in
    declaration.symbol.pathComponents.first.map { sealed.contains($0) } == true
  }
  #expect(Set(members.filter(\.isType).map { $0.symbol.pathComponents[0] }) == sealed)
  for member in members {
    // Into a constant of its own, so that a failure prints the name and not the whole symbol.
    let isInitializer = member.isInitializer
    #expect(!isInitializer, "\(member.name) is public")
    guard member.symbol.kind.identifier.hasSuffix("property") else { continue }
    let spelling = member.symbol.declarationFragments.map(\.spelling).joined()
    #expect(
      spelling.hasPrefix("let ") || spelling.hasSuffix("{ get }"), "\(member.name) can be set")
  }
}

@Test("A passage always has its attribution, and only a search and a listing give it")
func attributionIsThere() throws {
  let declarations = try declarations()
  func fragments(_ name: String) -> [Symbol.Fragment] {
    declarations.first { $0.name == name }?.symbol.declarationFragments ?? []
  }
  let attribution = fragments("Footnote.AttributedPassage.attribution").map(\.spelling).joined()
  #expect(attribution == "let attribution: Attribution")
  let licenses = fragments("Footnote.Attribution.licenses").map(\.spelling).joined()
  #expect(licenses == "let licenses: [License]")
  let passage = declarations.first { $0.name == "Footnote.AttributedPassage" }
  let precise = try #require(passage?.symbol.identifier.precise)
  let givers = declarations.filter { declaration in
    let given =
      declaration.symbol.functionSignature.map { $0.returns ?? [] }
      ?? declaration.symbol.declarationFragments
    return !declaration.isType && given.contains { $0.preciseIdentifier == precise }
  }
  #expect(
    givers.map(\.name) == [
      "Footnote.Index.passages(at:audit:)", "Footnote.Index.search(_:options:)",
      "Footnote.SearchOutcome.passages",
    ])
}
