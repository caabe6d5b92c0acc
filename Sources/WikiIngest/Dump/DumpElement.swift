/// The elements of a dump that its reader looks at; everything else is `other`.
enum DumpElement {
  case other
  case mediawiki
  case siteinfo, siteName, databaseName, base, namespaces, namespace
  case page, title, pageNamespace, pageID, redirect
  case revision, revisionID, timestamp, text, sha1, model
  case content, role
  case contributor, editorName

  /// Tells an element by its name and the element that it stands in.
  init(_ tag: borrowing XMLTag, in parent: DumpElement?) {
    switch parent {
    case nil: self = tag.isNamed("mediawiki") ? .mediawiki : .other
    case .mediawiki:
      self = tag.isNamed("page") ? .page : tag.isNamed("siteinfo") ? .siteinfo : .other
    case .siteinfo: self = Self.siteinfoChild(tag)
    case .namespaces: self = tag.isNamed("namespace") ? .namespace : .other
    case .page: self = Self.pageChild(tag)
    case .revision: self = Self.revisionChild(tag)
    case .content: self = Self.contentChild(tag)
    case .contributor:
      self = tag.isNamed("username") || tag.isNamed("ip") ? .editorName : .other
    default: self = .other
    }
  }

  private static func siteinfoChild(_ tag: borrowing XMLTag) -> DumpElement {
    if tag.isNamed("sitename") { return .siteName }
    if tag.isNamed("dbname") { return .databaseName }
    if tag.isNamed("base") { return .base }
    return tag.isNamed("namespaces") ? .namespaces : .other
  }

  private static func pageChild(_ tag: borrowing XMLTag) -> DumpElement {
    if tag.isNamed("revision") { return .revision }
    if tag.isNamed("title") { return .title }
    if tag.isNamed("ns") { return .pageNamespace }
    if tag.isNamed("id") { return .pageID }
    return tag.isNamed("redirect") ? .redirect : .other
  }

  private static func revisionChild(_ tag: borrowing XMLTag) -> DumpElement {
    if tag.isNamed("text") { return .text }
    if tag.isNamed("id") { return .revisionID }
    if tag.isNamed("timestamp") { return .timestamp }
    if tag.isNamed("sha1") { return .sha1 }
    if tag.isNamed("model") { return .model }
    if tag.isNamed("contributor") { return .contributor }
    return tag.isNamed("content") ? .content : .other
  }

  private static func contentChild(_ tag: borrowing XMLTag) -> DumpElement {
    if tag.isNamed("text") { return .text }
    if tag.isNamed("role") { return .role }
    return tag.isNamed("model") ? .model : .other
  }

  /// Whether the element's text is short and wanted.
  var isField: Bool {
    switch self {
    case .siteName, .databaseName, .base, .namespace, .title, .pageNamespace, .pageID,
      .revisionID, .timestamp, .sha1, .model, .role, .editorName:
      true
    default: false
    }
  }
}
