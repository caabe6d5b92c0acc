import JSON
import WikiModel

extension CitationCheck {
  /// Checks that what the licence asks for is said: in the passage's packet where there is one,
  /// else in the answer's text.
  mutating func checkNotices(_ attribution: Attribution, _ text: String) {
    if let address = citation.address, let revision = address.revision,
      revision != attribution.revision
    {
      note(
        .permalinkWrong,
        "expected the address of revision \(attribution.revision.rawValue), found that of "
          + "\(revision.rawValue)")
    }
    if let packet {
      check(packet, attribution, text)
    } else {
      checkText(attribution)
    }
  }

  private mutating func check(_ packet: AnswerPacket, _ attribution: Attribution, _ text: String) {
    // Of the text alone, which is the quotation where the packet is the citation.
    if citation.quotation != packet.text, let given = packet.text,
      !given.hasBytes(of: text)
    {
      note(.attributionAltered, "expected the passage's text at /text, found another")
    }
    for place in packet.differences(from: attribution.json) {
      switch place {
      case "/attribution/version/permalink": checkPermalink(packet, attribution)
      case "/attribution/license": checkLicenses(packet, attribution)
      case "/attribution/modifications": checkModifications(packet, attribution)
      default:
        note(.attributionAltered, "expected what the index says at \(place), found something else")
      }
    }
  }

  private mutating func checkPermalink(_ packet: AnswerPacket, _ attribution: Attribution) {
    let expected = attribution.permalink ?? "none, since the revision's number is made up"
    if packet.attribution?["version"]?["permalink"]?.string == nil {
      note(.permalinkMissing, "expected the address \(expected), found none")
    } else {
      note(.permalinkWrong, "expected the address \(expected), found another")
    }
  }

  /// Any of the licences may be chosen; it must be there as the index has it.
  private mutating func checkLicenses(_ packet: AnswerPacket, _ attribution: Attribution) {
    let given = packet.attribution?["license"]?.array ?? []
    let names = attribution.licenses.map(\.spdxIdentifier).joined(separator: " or ")
    guard !given.isEmpty else {
      note(.licenseMissing, "expected the licence \(names), found none")
      return
    }
    let offered = attribution.licenses.map(\.json)
    if given.allSatisfy({ offered.contains($0) }) { return }
    if given.allSatisfy({ $0["url"]?.string?.isEmpty ?? true }) {
      note(.licenseUnlinked, "expected the address of \(names), found none")
    } else if given.allSatisfy({ $0["name"]?.string?.isEmpty ?? true }) {
      note(.licenseUnnamed, "expected the name of \(names), found none")
    } else {
      note(
        .attributionAltered, "expected the licence \(names) at /attribution/license, found another")
    }
  }

  /// Others may be added, for what was changed since.
  private mutating func checkModifications(_ packet: AnswerPacket, _ attribution: Attribution) {
    let given = (packet.attribution?["modifications"]?.array ?? []).compactMap(\.string)
    if attribution.modifications.allSatisfy(given.contains) { return }
    note(
      .modificationsUnsaid,
      "expected \(attribution.modifications.count) changes between the source and the passage, "
        + "found \(given.count) or others")
  }

  private mutating func checkText(_ attribution: Attribution) {
    if let permalink = attribution.permalink,
      citation.address?.revision == nil, !notices.links(to: attribution.revision)
    {
      note(.permalinkMissing, "expected the address \(permalink) in the answer, found none")
    }
    let names = attribution.licenses.map(\.spdxIdentifier).joined(separator: " or ")
    let licenses = attribution.licenses.map { (notices.names($0), notices.links(to: $0)) }
    if !licenses.contains(where: { $0.0 && $0.1 }) {
      if licenses.contains(where: { $0.0 }) {
        note(
          .licenseUnlinked, "expected the address of \(names) in the answer, found its name alone")
      } else if licenses.contains(where: { $0.1 }) {
        note(
          .licenseUnnamed, "expected the name of \(names) in the answer, found its address alone")
      } else {
        note(.licenseMissing, "expected the licence \(names) in the answer, found none")
      }
    }
    if !notices.tellsChanges {
      note(
        .modificationsUnsaid,
        "expected a word in the answer that the text is an excerpt or was changed, found none")
    }
  }
}
