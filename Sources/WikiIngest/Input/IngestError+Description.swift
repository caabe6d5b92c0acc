extension IngestError: CustomStringConvertible {
  /// What was expected, what was found, where, and what to do next.
  public var description: String {
    switch self {
    case .storage(let error): "\(error)"
    case .empty(let path):
      "\(path): expected a dump or JSON Lines, found nothing. Check that it was written whole."
    case .wrongFormat(let path, let found, let advice):
      "\(path): expected a MediaWiki dump or JSON Lines, found \(found). \(advice)"
    case .truncated(let path, let format, let compressedOffset, let offset):
      "\(path): the \(format) data ends too early, at byte \(compressedOffset) of the file "
        + "(decompressed byte \(offset)): it was cut short. Fetch or copy it again."
    case .corrupt(let path, let format, let compressedOffset, let offset, let reason):
      "\(path): the \(format) data is damaged near byte \(compressedOffset) of the file "
        + "(decompressed byte \(offset)): \(reason). Fetch or copy it again."
    case .malformedXML(let path, let line, let offset, let found):
      "\(path): expected well-formed XML, found \(found) at line \(line), byte \(offset). "
        + "Mend the XML, or export it again."
    case .refusedXML(let path, let line, let offset, let found):
      "\(path): expected a MediaWiki dump, found \(found) at line \(line), byte \(offset). "
        + "No dump has this; take it out, or export the pages again."
    case .cutOff(let path, let line, let offset, let pageCount):
      "\(path): expected </mediawiki>, found the end of the file at line \(line), byte \(offset), "
        + "after \(pageCount) whole pages: the dump was cut off. Fetch or export it again."
    case .invalidUTF8(let path, let line, let offset):
      "\(path): expected UTF-8, found another byte at line \(line), byte \(offset). "
        + "Convert the file to UTF-8, for example with iconv, or fetch it again."
    case .badPage(let fault): fault.description
    case .badLine(let fault): fault.description
    case .unknownWiki(let path, let found):
      "\(path): expected to learn which wiki this is, found \(found). "
        + "Say it with --wiki, for example --wiki enwiki."
    case .unknownLicense(let path, let wiki):
      "\(path): expected to know the licence of \(wiki), which is not one of Wikimedia's wikis. "
        + "Say it with --license, for example --license CC-BY-SA-4.0."
    }
  }

  /// The same of a page or line that was left out, about which nothing need be done.
  package var finding: String {
    switch self {
    case .badPage(let fault): fault.finding
    case .badLine(let fault): fault.finding
    default: description
    }
  }
}

extension PageFault: CustomStringConvertible {
  /// What was expected, what was found, where, and what to do next.
  public var description: String {
    "\(finding) Fetch the dump again, or leave such pages out with --skip-bad-pages."
  }

  /// The same, but for what to do next.
  fileprivate var finding: String {
    var place = title.isEmpty ? "a page without title" : "page \"\(title)\""
    if let page { place += " (id \(page))" }
    if let revision { place += ", revision \(revision)" }
    return "\(path): \(place), at line \(line), byte \(offset): expected \(expected), "
      + "found \(found)."
  }
}

extension LineFault: CustomStringConvertible {
  /// What was expected, what was found, where, and what to do next.
  public var description: String {
    "\(finding) Mend the line, or leave such lines out with --skip-bad-pages."
  }

  /// The same, but for what to do next.
  fileprivate var finding: String {
    "\(path): line \(line), byte \(offset): expected \(expected), found \(found)."
  }
}
